// An OpenID provider to sign in with: panva's oidc-provider, certified, sharing no code with ours.
// node provider.mjs PORT CALLBACK
import { Provider } from "oidc-provider";

const [port, callback] = process.argv.slice(2);
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{ client_id: "verkemiddel", client_secret: "a secret of the tests", redirect_uris: [callback] }],
  cookies: { keys: ["a key of the tests"] },
  pkce: { required: () => true },
});
provider.listen(Number(port), "127.0.0.1", () => console.log("ready"));
