"""The application object for any WSGI server: ``granian --interface wsgi wsgi:application`` or the like."""

from careers.app import begin, create_app

application = create_app()
begin(application)
