"""The application object for any WSGI server: ``granian --interface wsgi wsgi:application`` or the like."""

from careers.app import create_app
from careers.serving import begin

application = create_app()
begin(application)
