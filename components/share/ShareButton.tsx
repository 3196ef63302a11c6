'use client';

import { Suspense, lazy, useState } from 'react';
import { ShareLabel } from './ShareLabel';
import styles from './Share.module.css';

const ShareMenu = lazy(() => import('./ShareMenu').then((file) => ({ default: file.ShareMenu })));

/** Opens what can be taken away from here: a link, a recording, texts, pictures. Fetched when it is first wanted. */
export function ShareButton() {
  const [wanted, setWanted] = useState(false);
  const button = (
    <button type="button" className={styles.button} aria-haspopup="menu" aria-expanded="false" onClick={() => setWanted(true)}>
      <ShareLabel />
    </button>
  );
  return wanted ? (
    <Suspense fallback={button}>
      <ShareMenu />
    </Suspense>
  ) : (
    button
  );
}
