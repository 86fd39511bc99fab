import { useQuery } from '@tanstack/react-query';
import { Skeleton, Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { Drawer } from '../shell/Drawer';
import { ProblemAlert } from '../shell/ProblemAlert';
import { useMay, useSession } from '../shell/session';
import { StyleForm } from './StyleForm';
import { StylePricePanel } from './StylePricePanel';
import { VariantGrid } from './VariantGrid';
import { VariantsForm } from './VariantsForm';
import { wholeChain } from './calls';

interface Props { readonly styleId: number | null; readonly onMade: (styleId: number) => void; readonly onClose: () => void }

/** One style: the grid of its variants, its attributes, and what all variants have in common. */
export function StyleDrawer({ styleId, onMade, onClose }: Props) {
  const { t } = useTranslation('catalog');
  const { store } = useSession();
  const mayChange = useMay()('catalog.manage-products');
  const storeId = store?.storeId ?? wholeChain;
  const style = useQuery({ queryKey: ['style', storeId, styleId], queryFn: () => api.getStyle(styleId ?? 0, storeId), enabled: styleId !== null });
  if (styleId === null) return <Drawer open size={640} title={t('styles.add')} onClose={onClose}><StyleForm style={null} onSaved={onMade} /></Drawer>;
  return (
    <Drawer open size={960} title={style.data ? `${style.data.name} · ${style.data.code}` : ''} onClose={onClose}>
      {style.error ? <ProblemAlert error={style.error} retry={() => void style.refetch()} /> : !style.data ? <Skeleton active /> : (
        <Tabs items={[
          { key: 'grid', label: t('styles.grid'), children: <VariantGrid key={style.data.version} style={style.data} /> },
          ...(style.data.variants.length > 0 ? [{ key: 'price', label: t('prices.title'), children: <StylePricePanel style={style.data} /> }] : []),
          { key: 'facts', label: t('facts'), children: <StyleForm key={style.data.version} style={style.data} onSaved={() => undefined} /> },
          ...(mayChange && style.data.variants.length > 0 ? [{ key: 'common', label: t('styles.common'), children: <VariantsForm style={style.data} /> }] : []),
        ]} />
      )}
    </Drawer>
  );
}
