/** Where somebody wanted to go before they were asked to log in. Only places of our own count: a link must not lead elsewhere by way of the login. */
const HERE = 'http://lab.invalid';

export const LOGIN_PAGE = '/login';

/** The path to go to after the login, from the page's `next`. */
export function nextPage(asked: string | null): string {
  if (asked === null || !asked.startsWith('/')) return '/';
  try {
    const { origin, pathname, search, hash } = new URL(asked, HERE);
    // `/.//other.example` is ours to the parser and another's once it stands alone.
    if (origin !== HERE || pathname.startsWith('//') || pathname === LOGIN_PAGE) return '/';
    return pathname + search + hash;
  } catch {
    return '/';
  }
}

/** The login page that leads back to this one. */
export function loginFor({ pathname, search, hash }: Pick<Location, 'pathname' | 'search' | 'hash'>): string {
  return `${LOGIN_PAGE}?next=${encodeURIComponent(pathname + search + hash)}`;
}
