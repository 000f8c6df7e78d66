"""The application object for any WSGI server: ``granian --interface wsgi wsgi:application`` or the like."""

from careers.app import create_app, keep_house

application = create_app()
keep_house(application)
