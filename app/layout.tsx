import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
// Named here so that a page, its error and its not-found fetch one copy between them (docs/adr/0015-loading.md).
import '@/components/top-bar/TopBar';
import { LanguageProvider } from '@/components/language/language-context';
import { LoginProvider } from '@/components/login/login-context';
import en from '@/components/language/en.json';
import zh from '@/components/language/zh.json';
import { inter, jetbrainsMono } from './fonts';
import { loginKind } from './login-kind';
import { readPreferences } from './preferences';
import './globals.css';

const MESSAGES = { en, zh };

export const metadata: Metadata = {
  title: { default: 'PID 1 Lab', template: '%s · PID 1 Lab' },
  description: 'See how processes live and die in containers: a live lab on a real Docker engine.',
};

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#141a22' },
  ],
};

export default async function Layout({ children }: { readonly children: ReactNode }) {
  const { language, theme } = await readPreferences();
  return (
    <html lang={language === 'zh' ? 'zh-Hans' : 'en'} data-theme={theme} className={`${inter.variable} ${jetbrainsMono.variable}`}>
      <body>
        <LanguageProvider initial={language} messages={MESSAGES[language]}>
          <LoginProvider kind={loginKind()}>{children}</LoginProvider>
        </LanguageProvider>
      </body>
    </html>
  );
}
