// Makes static/: one style sheet with only the parts of USWDS that the pages use, the fonts and icons it names,
// and the scripts. The service names each file by its content when it starts (registry/http/static_files.h).
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as sass from 'sass';

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, 'node_modules');
const target = join(here, 'static');

// What the sheet names, by the folder it names it in.
const sources = {
  icons: join(modules, '@uswds/uswds/dist/img'),
  fonts: join(modules, '@fontsource/source-sans-3/files'),
};

rmSync(target, { recursive: true, force: true });
mkdirSync(target);

const sheet = sass.compile(join(here, 'styles/cadastre.scss'), {
  style: 'compressed',
  loadPaths: [join(modules, '@uswds/uswds/packages')],
  quietDeps: true,
});

// Every file lies flat beside the sheet, so that its address is its name.
const flat = sheet.css.replaceAll(/url\(["']?(icons|fonts)\/([^"')]+)["']?\)/g, (_, folder, path) => {
  copyFileSync(join(sources[folder], path), join(target, basename(path)));
  return `url(${basename(path)})`;
});
const elsewhere = flat.match(/url\((?!data:|[\w.-]+\)|"")[^)]*\)/);
if (elsewhere) throw new Error(`styles: ${elsewhere[0]} is neither an icon nor a font of ours`);
writeFileSync(join(target, 'cadastre.css'), flat);

for (const folder of ['images', 'scripts']) {
  for (const file of readdirSync(join(here, folder))) copyFileSync(join(here, folder, file), join(target, file));
}
copyFileSync(join(modules, 'echarts/dist/echarts.min.js'), join(target, 'echarts.js'));
