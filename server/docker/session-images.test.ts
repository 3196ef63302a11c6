import { describe, expect, it } from 'vitest';
import { SessionImages } from './session-images';

function built(name: string) {
  return { name, tag: `pid1lab/${name}-0123456789ab`, id: 'sha256:1', reused: false };
}

describe('a session’s images', () => {
  it('[SES11] the lab’s own images do not count towards the quota, nor does a name that is built again', () => {
    const images = new SessionImages();
    images.add(built('lab:latest'));
    expect(images.isFull('mine', 1)).toBe(false);
    images.addOwn(built('mine:latest'));
    expect(images.isFull('mine', 1)).toBe(false);
    expect(images.isFull('mine:latest', 1)).toBe(false);
    expect(images.isFull('other', 1)).toBe(true);
  });
});
