"""A small OpenID Connect provider on loopback that can also lie in every way a test wants."""

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import requests
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "tillit", "hemligt"


class Provider:
    """Answers discovery, authorize, token and keys. What it says of the next visitor is in `claims`."""

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    def __init__(self):
        self.claims, self.config, self.header = {}, {}, {}
        self.codes = {}
        self.sign = self.honest
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(
            target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        ).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def says(self, subject="anna", **claims):
        """What it will say of the visitor; a claim that is None is left out."""
        self.claims = {"sub": subject, "auth_time": int(time.time()), **claims}
        return self

    def honest(self, claims):
        """Sign as one should."""
        return jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "k1", **self.header})

    def visit(self, address):
        """What the visitor's browser does with the way out: returns path and query of the way back."""
        answer = requests.get(address, allow_redirects=False, timeout=5)
        assert answer.status_code == 302, answer.text
        back = urlsplit(answer.headers["Location"])
        return f"{back.path}?{back.query}"

    def jwks(self):
        """The published key."""
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**public, "kid": "k1", "use": "sig", "alg": "RS256"}]}

    def discovery(self):
        """What it tells about itself."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            **self.config,
        }

    def authorize(self, asked):
        """Let the visitor in at once, and send them back with a code."""
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, form):
        """Trade a code for a token, once, if the proof key fits."""
        asked = self.codes.pop(form.get("code"), None)
        if asked is None or form.get("client_secret") != SECRET:
            return None
        proof = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=")
        if proof.decode() != asked["code_challenge"] or asked["code_challenge_method"] != "S256":
            return None
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 60, "nonce": asked["nonce"]}
        said = {name: value for name, value in {**claims, **self.claims}.items() if value is not None}
        return {"access_token": "x", "token_type": "Bearer", "id_token": self.sign(said)}

    def _handler(provider):  # noqa: N805 the handler's own self is another
        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *args):
                pass

            def answer(self, content, status=200, **headers):
                body = json.dumps(content).encode()
                self.send_response(status)
                for name, value in {"Content-Type": "application/json", **headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_GET(self):
                parts = urlsplit(self.path)
                asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
                match parts.path:
                    case "/.well-known/openid-configuration":
                        self.answer(provider.discovery())
                    case "/keys":
                        self.answer(provider.jwks())
                    case "/authorize":
                        self.answer({}, 302, Location=provider.authorize(asked))
                    case _:
                        self.answer({}, 404)

            def do_POST(self):
                sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
                token = provider.token({name: values[0] for name, values in parse_qs(sent).items()})
                self.answer(token or {"error": "invalid_grant"}, 200 if token else 400)

        return Handler
