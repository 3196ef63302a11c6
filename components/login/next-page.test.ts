import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loginFor, nextPage } from './next-page';

describe('after the login', () => {
  it.each([
    ['/labs/zombies?step=defunct#trees', '/labs/zombies?step=defunct#trees'],
    ['/', '/'],
    [null, '/'],
    ['', '/'],
    ['https://evil.example/', '/'],
    ['//evil.example/', '/'],
    ['/\\evil.example/', '/'],
    ['/\t/evil.example/', '/'],
    ['/.//evil.example/', '/'],
    ['/labs/..//evil.example', '/'],
    ['javascript:alert(1)', '/'],
    ['/login?next=/login', '/'],
    ['http:evil.example', '/'],
  ])('[ACC5] %j leads to %j', (asked, path) => {
    expect(nextPage(asked)).toBe(path);
  });

  it('[ACC5] whatever is asked for, it is a page of this server, and a page’s own address comes back whole', () => {
    const pieces = fc.array(fc.constantFrom('/', '\\', '.', '..', '%2f', '%5c', '\t', '\n', '@', ':', '?', '#', 'evil.example', 'http', 'labs', ' '), { maxLength: 9 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(pieces, pieces.map((rest) => `/${rest}`), fc.string()), (asked) => {
        const to = nextPage(asked);
        expect(new URL(to, 'https://lab.example:3000').origin).toBe('https://lab.example:3000');
        expect(to.startsWith('//')).toBe(false);
      }),
      { seed: 1, numRuns: 3000 },
    );
    const page = { pathname: '/labs/zombies', search: '?step=a%20b&x=1', hash: '#dock' };
    const asked = new URL(loginFor(page), 'http://lab.example').searchParams.get('next');
    expect(nextPage(asked)).toBe('/labs/zombies?step=a%20b&x=1#dock');
  });
});
