/** In the place of next/navigation: a page of its own has no router. */
export function usePathname(): string {
  return '/';
}

export function useRouter() {
  return { refresh() {}, push() {}, replace() {}, back() {} };
}
