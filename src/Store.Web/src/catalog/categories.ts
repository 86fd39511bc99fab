import type { Category } from './calls';

export interface CategoryNode {
  readonly value: number;
  readonly title: string;
  readonly children: CategoryNode[];
}

/** The categories as a tree, each below its parent; one whose parent is missing stands at the top. */
export function categoryTree(categories: readonly Category[]): CategoryNode[] {
  const nodes = new Map<number, CategoryNode>(categories.map((category) => [category.categoryId, { value: category.categoryId, title: category.name, children: [] }]));
  const top: CategoryNode[] = [];
  for (const category of categories) {
    const node = nodes.get(category.categoryId);
    if (!node) continue;
    const parent = category.parentId === null ? undefined : nodes.get(category.parentId);
    (parent?.children ?? top).push(node);
  }
  return top;
}
