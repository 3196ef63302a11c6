import { describe, expect, it } from 'vitest';
import { parseTarget } from './request-target';

describe('the target of a request', () => {
  it('[GW2] is read with or without a version', () => {
    expect(parseTarget('/v1.41/containers/json?all=1')).toMatchObject({ version: '1.41', segments: ['containers', 'json'] });
    expect(parseTarget('/_ping')).toMatchObject({ version: undefined, segments: ['_ping'] });
    expect(parseTarget('/images/a/b:tag/json').segments).toEqual(['images', 'a', 'b:tag', 'json']);
    expect(parseTarget('/containers/a%20b/json').segments).toEqual(['containers', 'a b', 'json']);
  });

  it('[GW2] is refused where two readers could understand two things', () => {
    const refused = [
      '', '*', 'containers/json', 'http://docker/v1.41/info', 'unix:///x', '//containers/json', '/', '/containers//json', '/containers/json/',
      '/containers/./json', '/containers/../info', '/containers/%2e%2e/info', '/containers/%2E/json', '/containers/a%2fb/json', '/containers/a%2Fb/json',
      '/containers/a%5cb/json', '/containers/a\\b/json', '/containers/%252e%252e/json', '/containers/a%00/json', '/containers/a%0d%0a/json',
      '/containers/%/json', '/containers/%zz/json', '/containers/%c3%28/json', '/containers/json#x', '/containers/ä/json', '/containers/a b/json',
    ];
    for (const raw of refused) expect(() => parseTarget(raw), raw).toThrow(/The request/);
  });

  it('[GW2] takes a version only at the beginning, once, and as it is written', () => {
    for (const raw of ['/V1.41/info', '/v1.41.0/info', '/v1/info', '/v1.x/info', '/v001.41/info']) expect(parseTarget(raw).version, raw).toBeUndefined();
    expect(parseTarget('/v1.41/v1.41/info').segments).toEqual(['v1.41', 'info']);
  });
});
