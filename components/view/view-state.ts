'use client';

import { useEffect, useState } from 'react';

export interface ViewState {
  readonly presents: boolean;
  readonly toggle: () => void;
}

/** Large type for a room, or the whole screen for one reader. It stands in the address: `?view=present`. */
export function useView(): ViewState {
  const [presents, setPresents] = useState(false);

  useEffect(() => {
    setPresents(new URL(window.location.href).searchParams.get('view') === 'present');
    return () => void delete document.documentElement.dataset['view'];
  }, []);

  useEffect(() => {
    if (presents) document.documentElement.dataset['view'] = 'present';
    else delete document.documentElement.dataset['view'];
    // Whoever measured the page in its type's size measures again.
    window.dispatchEvent(new Event('resize'));
  }, [presents]);

  function toggle(): void {
    const address = new URL(window.location.href);
    if (presents) address.searchParams.delete('view');
    else address.searchParams.set('view', 'present');
    window.history.replaceState(window.history.state, '', address);
    setPresents(!presents);
  }

  return { presents, toggle };
}
