/** The nonce that the page's Content-Security-Policy wants of style elements; none where a page has no policy, as a file. */
export function pageNonce(): string | undefined {
  return document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce;
}
