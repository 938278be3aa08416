import { withheldValue } from './withheld.ts';

const secretName =
  /^(access_?token|id_?token|refresh_?token|token|authorization|session_?id|sid|sessid|phpsessid|jsessionid|api_?key|secret|client_?secret|password|passwd|pwd|signature|sig|x-amz-(signature|credential|security-token)|x-goog-signature|saml(request|response)|otp|pin|jwt)$/i;

/** Names that mean a secret in one console and a filter in another: there the length of the value tells. */
const doubtfulName = /^(code|state|nonce|key|ticket|auth|session)$/i;
const longEnoughForSecret = 16;

function isSecret(name: string, value: string): boolean {
  return secretName.test(name) || (doubtfulName.test(name) && value.length >= longEnoughForSecret);
}

function withhold(parameters: string): string {
  return parameters
    .split('&')
    .map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return isSecret(decode(name), value.join('=')) ? `${name}=${withheldValue}` : pair;
    })
    .join('&');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * A page's address as it goes into a record that others will read: user name and password in it are gone, and values of query and
 * fragment parameters that are named after secrets (tokens, sign-in codes, signatures, session ids) are replaced. A text that is no
 * address comes back as it is. At most 8,192 characters.
 */
export function recordedAddress(address: string): string {
  if (!URL.canParse(address)) return address.slice(0, 8_192);
  const url = new URL(address);
  const bare = `${url.protocol}//${url.host}`;
  // Opaque addresses such as about:blank have no host, and nothing to hide.
  if (!address.toLowerCase().startsWith(url.protocol + '//')) return address.slice(0, 8_192);
  const query = url.search === '' ? '' : `?${withhold(url.search.slice(1))}`;
  const fragment = url.hash.slice(1);
  // Routers put a path with a query of its own into the fragment; sign-in flows put parameters there.
  const [route = '', ...rest] = fragment.split('?');
  const hidden = rest.length > 0 ? `${withhold(route)}?${withhold(rest.join('?'))}` : withhold(fragment);
  return `${bare}${url.pathname}${query}${fragment === '' ? '' : `#${hidden}`}`.slice(0, 8_192);
}
