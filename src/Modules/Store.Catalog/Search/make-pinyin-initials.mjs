// Writes pinyin-initials.txt: the first letter of the most common reading of each character U+4E00..U+9FFF, in order; '-' where there is none.
// Run in a folder with the npm package: npm install pinyin-pro@3.29.4 && node make-pinyin-initials.mjs
import { writeFileSync } from 'node:fs';
import { pinyin } from 'pinyin-pro';

let initials = '';
for (let code = 0x4e00; code <= 0x9fff; code++) {
  const character = String.fromCodePoint(code);
  const [reading] = pinyin(character, { toneType: 'none', type: 'array' });
  const first = reading === character ? '-' : reading[0].replace('ü', 'v');
  initials += /^[a-z]$/.test(first) ? first : '-';
}

const source = '# pinyin-pro 3.29.4, (c) 2022-present zh-lx, MIT licence; made by make-pinyin-initials.mjs\n';
writeFileSync(new URL('pinyin-initials.txt', import.meta.url), source + initials + '\n');
