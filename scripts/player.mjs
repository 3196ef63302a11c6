/** `npm run player -- FILE.p1 -o PAGE.html`: one page that holds a recording and all that plays it, for any web space. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT, ensureDependencies, giveUp, say } from './dependencies.mjs';

const FONTS = `
@font-face { font-family: inter; font-weight: 100 900; src: url(./node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2) format('woff2'); }
@font-face { font-family: jetbrainsMono; font-weight: 100 800; src: url(./node_modules/@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2) format('woff2'); }
:root { --font-sans: inter; --font-mono: jetbrainsMono; }
`;

ensureDependencies();
const { positionals: [file], values: { output } } = read(process.argv.slice(2));
if (file === undefined || output === undefined) giveUp('No page was made.', 'It needs a recording and a name for the page.', 'npm run player -- zombies.p1 -o zombies.html');

const recording = readRecording(file);
const { script, styles } = await bundlePlayer();
const page = [
  '<!doctype html>',
  '<html lang="en" data-theme="system">',
  '<meta charset="utf-8">',
  '<meta name="viewport" content="width=device-width, initial-scale=1">',
  `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; font-src data:; connect-src data:">`,
  `<title>${escaped(basename(file))} · PID 1 Lab</title>`,
  `<style>${styles.replaceAll('</style', '<\\/style')}</style>`,
  '<div id="player"></div>',
  `<script type="application/octet-stream" id="recording" data-name="${escaped(basename(file))}">${recording.toString('base64')}</script>`,
  `<script>${script.replaceAll('</script', '<\\/script')}</script>`,
  '</html>',
  '',
].join('\n');
writeFileSync(`${output}.part`, page);
renameSync(`${output}.part`, output);
say(`${output}: ${Math.round(page.length / 1000)} kB. It needs no server: open it, or put it on any web space.`);

/** Bundles components/player for the browser: what belongs to Next is put aside, fonts and styles come along. */
async function bundlePlayer() {
  const [{ build, stop }, { default: compile }] = await Promise.all([import('esbuild'), import('icu-minify/compile')]);
  const compiled = (messages) => (typeof messages === 'string' ? compile(messages) : Object.fromEntries(Object.entries(messages).map(([key, message]) => [key, compiled(message)])));
  const { outputFiles } = await build({
    stdin: { contents: "import './app/globals.css';\nimport './components/player/main';\nimport './player-fonts.css';", resolveDir: ROOT, loader: 'ts' },
    bundle: true,
    minify: true,
    write: false,
    outdir: ROOT,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    tsconfig: join(ROOT, 'tsconfig.json'),
    define: { 'process.env.NODE_ENV': '"production"' },
    loader: { '.woff2': 'dataurl' },
    alias: { 'use-intl/format-message': 'use-intl/format-message/format-only', 'next/link': join(ROOT, 'components/player/link.tsx'), 'next/navigation': join(ROOT, 'components/player/navigation.ts') },
    logLevel: 'error',
    plugins: [{
      name: 'messages and fonts',
      setup({ onLoad, onResolve }) {
        onLoad({ filter: /components\/language\/\w+\.json$/ }, ({ path }) => ({ contents: JSON.stringify(compiled(JSON.parse(readFileSync(path, 'utf8')))), loader: 'json' }));
        onResolve({ filter: /player-fonts\.css$/ }, () => ({ path: 'fonts', namespace: 'fonts' }));
        onLoad({ filter: /./, namespace: 'fonts' }, () => ({ contents: FONTS, loader: 'css', resolveDir: ROOT }));
      },
    }],
  });
  await stop();
  const text = (extension) => outputFiles.find(({ path }) => path.endsWith(extension))?.text ?? '';
  return { script: text('.js'), styles: text('.css') };
}

function readRecording(name) {
  try {
    const bytes = readFileSync(name);
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) return bytes;
  } catch (error) {
    giveUp('No page was made.', error.message, 'Name a recording: npm run player -- zombies.p1 -o zombies.html');
  }
  return giveUp('No page was made.', `${name} is not a recording of PID 1 Lab.`, '`pid1 record` makes one, and so does “Save recording” on a lab’s page.');
}

function read(args) {
  try {
    return parseArgs({ args, allowPositionals: true, options: { output: { type: 'string', short: 'o' } } });
  } catch (error) {
    return giveUp('No page was made.', error.message, 'npm run player -- zombies.p1 -o zombies.html');
  }
}

function escaped(text) {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
