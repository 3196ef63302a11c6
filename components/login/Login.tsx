'use client';

import type { FormEvent } from 'react';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { LoginKind } from '@/protocol/access';
import type { Theme } from '@/components/theme/ThemeSwitch';
import { TopBar } from '@/components/top-bar/TopBar';
import type { LoginTrouble } from './use-login';
import { useLogin } from './use-login';
import styles from './Login.module.css';

export interface LoginProps {
  readonly kind: LoginKind;
  /** Where to go afterwards, as the address says it. */
  readonly asked: string | null;
  readonly theme: Theme;
}

/** The door: one field, and what is wrong with what was typed into it. */
export function Login({ kind, asked, theme }: LoginProps) {
  const t = useTranslations('login');
  const { busy, trouble, enter } = useLogin(asked);
  const [secret, setSecret] = useState('');
  const [shown, setShown] = useState(kind === 'join-code');
  const field = useRef<HTMLInputElement>(null);
  const [input, hint, error] = [useId(), useId(), useId()];
  const locked = trouble?.type === 'too-many' && trouble.seconds > 0;

  useEffect(() => {
    if (trouble !== null && !busy) field.current?.select();
  }, [trouble?.type, busy]); // eslint-disable-line react-hooks/exhaustive-deps -- not at each second that is counted down

  function submit(event: FormEvent): void {
    event.preventDefault();
    enter(secret);
  }

  return (
    <>
      <TopBar theme={theme} />
      <main className={styles.page}>
        <form className={styles.card} onSubmit={submit} noValidate>
          <h1>{t('title')}</h1>
          <p className={styles.lead}>{t(kind === 'password' ? 'leadPassword' : kind === 'join-code' ? 'leadCode' : 'leadEither')}</p>
          <label htmlFor={input}>{t(kind)}</label>
          <div className={styles.field}>
            <input
              ref={field}
              id={input}
              name="secret"
              type={shown ? 'text' : 'password'}
              value={secret}
              maxLength={256}
              autoFocus
              autoComplete={kind === 'join-code' ? 'off' : 'current-password'}
              autoCapitalize={kind === 'join-code' ? 'characters' : 'none'}
              spellCheck={false}
              aria-invalid={trouble !== null && trouble.type !== 'away'}
              aria-describedby={`${kind === 'join-code' ? hint : ''} ${error}`}
              data-code={kind === 'join-code'}
              onChange={(event) => setSecret(event.target.value)}
            />
            {kind !== 'join-code' && (
              <button type="button" className={styles.show} aria-pressed={shown} onClick={() => setShown(!shown)}>
                {shown ? t('hide') : t('show')}
              </button>
            )}
          </div>
          {kind === 'join-code' && (
            <p id={hint} className={styles.hint}>
              {t('codeHint')}
            </p>
          )}
          <p id={error} role="alert" className={styles.error}>
            {trouble !== null && !busy && said(trouble)}
          </p>
          <button type="submit" className={styles.enter} disabled={busy || locked}>
            {busy ? t('entering') : t('enter')}
          </button>
        </form>
      </main>
    </>
  );

  function said(found: LoginTrouble): string {
    switch (found.type) {
      case 'empty':
        return t('empty');
      case 'wrong':
        return kind === 'join-code' ? t('wrongCode') : t('wrong');
      case 'away':
        return t('away');
      case 'too-many':
        return found.seconds > 0 ? t('tooMany', { seconds: found.seconds }) : t('tryAgain');
    }
  }
}
