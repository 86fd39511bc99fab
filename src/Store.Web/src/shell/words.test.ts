import { describe, expect, it } from 'vitest';
import { words } from './words';

function texts(tree: unknown, path = ''): [string, string][] {
  if (typeof tree === 'string') return [[path, tree]];
  return Object.entries(tree as Record<string, unknown>).flatMap(([key, below]) => texts(below, path ? `${path}.${key}` : key));
}

const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();

/** English says "1 line" and "2 lines"; Chinese has one form. */
const singular = (keys: string[]) => [...new Set(keys.map((key) => key.replace(/_(one|other)$/, '')))].sort();

const hans = new Map(texts(words['zh-Hans']));

describe.each(Object.entries(words))('%s', (_, resources) => {
  const own = new Map(texts(resources));

  it('has every key', () => expect(singular([...own.keys()])).toEqual(singular([...hans.keys()])));

  it('has no empty text', () => expect([...own].filter(([, text]) => text.trim() === '')).toEqual([]));

  it('fills the same places', () => {
    for (const [key, text] of own) {
      const model = hans.get(key) ?? hans.get(key.replace(/_(one|other)$/, '')) ?? '';
      expect(placeholders(text), key).toEqual(placeholders(model));
    }
  });
});

it('has no simplified characters in the traditional texts', () => {
  const simplifiedOnly = /[们这个来说对时会过还进长门问间关开应为发见现实点总价单货销买卖税额录库选择项类数结账类权请设错]/;
  const slips = texts(words['zh-Hant']).filter(([, text]) => simplifiedOnly.test(text));
  expect(slips).toEqual([]);
});
