"""The council's own sign-on by OpenID Connect: code flow with PKCE, through Authlib. Knows no table and no template."""
