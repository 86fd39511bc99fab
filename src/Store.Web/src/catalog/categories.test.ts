import { expect, it } from 'vitest';
import { categoryTree } from './categories';

it('puts categories below their parents', () => {
  const category = (categoryId: number, parentId: number | null) => ({ categoryId, parentId, name: `${categoryId}`, version: 1 });
  const tree = categoryTree([category(3, 1), category(1, null), category(2, 9)]);
  expect(tree.map((node) => [node.value, node.children.map((child) => child.value)])).toEqual([[1, [3]], [2, []]]);
});
