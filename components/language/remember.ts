/** A preference is kept in a cookie, so that the server draws the first page with it: a year, this site only. */
export function remember(name: string, value: string): void {
  document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax`;
}
