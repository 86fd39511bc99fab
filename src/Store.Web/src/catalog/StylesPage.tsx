import { Button, Input } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { ListStylesItem } from '../api/client';
import { type Column, DataList } from '../shell/DataList';
import { useMore } from '../shell/lists';
import { useMay } from '../shell/session';
import { StyleDrawer } from './StyleDrawer';

/** The styles: articles in several colours, sizes or the like, each of which is a product. */
export default function StylesPage() {
  const { t } = useTranslation(['catalog', 'shell']);
  const mayDo = useMay();
  const [text, setText] = useState('');
  const asked = useDeferredValue(text.trim());
  const [opened, setOpened] = useState<number | 'new' | null>(null);
  const styles = useMore(['styles', asked], (after) => api.listStyles(asked === '' ? undefined : asked, after, undefined));
  const columns: Column<ListStylesItem>[] = [
    { key: 'code', title: t('styles.code'), render: (style) => style.code },
    { key: 'name', title: t('name'), phone: 'title', render: (style) => style.name },
    { key: 'variants', title: t('styles.variants'), align: 'right', phone: 'aside', render: (style) => style.variants },
  ];
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('shell:pages.styles')}</h1>
        {mayDo('catalog.manage-products') && <Button type="primary" onClick={() => setOpened('new')}>{t('styles.add')}</Button>}
      </div>
      <div className="tools"><Input.Search allowClear placeholder={t('styles.search')} value={text} onChange={(event) => setText(event.target.value)} style={{ maxWidth: 320 }} /></div>
      <DataList columns={columns} list={styles} rowKey={(style) => style.styleId} onOpen={(style) => setOpened(style.styleId)} empty={t('styles.none')} />
      {opened !== null && <StyleDrawer key={opened} styleId={opened === 'new' ? null : opened} onMade={setOpened} onClose={() => setOpened(null)} />}
    </div>
  );
}
