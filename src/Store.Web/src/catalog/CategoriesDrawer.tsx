import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Empty, Form, Input, Tree, TreeSelect } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { Drawer } from '../shell/Drawer';
import { ProblemAlert, problemText } from '../shell/ProblemAlert';
import { useMay } from '../shell/session';
import { useSave } from '../shell/useSave';
import type { Category } from './calls';
import { type CategoryNode, categoryTree } from './categories';

interface Fields { name: string; parentId: number | null }

interface TreeNode { readonly key: number; readonly title: string; readonly children: TreeNode[] }

const toTreeNode = (node: CategoryNode): TreeNode => ({ key: node.value, title: node.title, children: node.children.map(toTreeNode) });

/** The tree of categories; choose one to rename or move it. */
export function CategoriesDrawer({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['catalog', 'shell']);
  const mayDo = useMay();
  const [chosen, setChosen] = useState<Category | null>(null);
  const categories = useQuery({ queryKey: ['categories'], queryFn: () => api.listCategories() });
  const rows = categories.data?.items ?? [];
  const tree = categoryTree(rows);
  return (
    <Drawer open size={480} title={t('categories.title')} onClose={onClose}>
      {mayDo('catalog.manage-products') && <CategoryForm key={chosen ? `${chosen.categoryId} ${chosen.version}` : 'new'} category={chosen} tree={tree} onSaved={() => setChosen(null)} />}
      {categories.error && <ProblemAlert error={categories.error} retry={() => void categories.refetch()} />}
      {categories.data && rows.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('categories.none')} />}
      {rows.length > 0 && <Tree blockNode defaultExpandAll treeData={tree.map(toTreeNode)} selectedKeys={chosen ? [chosen.categoryId] : []} onSelect={([key]) => setChosen(rows.find((row) => row.categoryId === key) ?? null)} style={{ marginTop: 20 }} />}
    </Drawer>
  );
}

function CategoryForm({ category, tree, onSaved }: { readonly category: Category | null; readonly tree: CategoryNode[]; readonly onSaved: () => void }) {
  const { t } = useTranslation(['catalog', 'shell']);
  const [form] = Form.useForm<Fields>();
  const saving = useSave(async ({ name, parentId }: Fields) => {
    const body = { name, parentId: parentId ?? null };
    await (category ? api.changeCategory(category.categoryId, { ...body, version: category.version }) : api.createCategory(body));
  }, [['categories'], ['goods']], () => {
    form.resetFields();
    onSaved();
  });
  return (
    <Form<Fields> form={form} layout="vertical" requiredMark={false} initialValues={category ?? { parentId: null }} onFinish={saving.mutate}>
      <Form.Item name="name" label={category ? t('categories.rename', { name: category.name }) : t('categories.add')} rules={[{ required: true, message: t('shell:required') }]}><Input maxLength={100} /></Form.Item>
      <Form.Item name="parentId" label={t('categories.parent')}><TreeSelect allowClear treeData={tree} placeholder={t('categories.top')} /></Form.Item>
      {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 16 }} />}
      <Button type="primary" htmlType="submit" loading={saving.isPending}>{t('shell:save')}</Button>
    </Form>
  );
}
