import { useQuery } from '@tanstack/react-query';
import { Skeleton, Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { Drawer } from '../shell/Drawer';
import { ProblemAlert } from '../shell/ProblemAlert';
import { useSession } from '../shell/session';
import { PriceHistoryPanel } from './PriceHistoryPanel';
import { LinksPanel } from './LinksPanel';
import { ListingPanel } from './ListingPanel';
import { PicturesPanel } from './PicturesPanel';
import { PricePanel } from './PricePanel';
import { ProductForm } from './ProductForm';
import { wholeChain } from './calls';

interface Props { readonly productId: number | null; readonly onMade: (productId: number) => void; readonly onClose: () => void }

/** One product: what is known of it, and its prices. */
export function ProductDrawer({ productId, onMade, onClose }: Props) {
  const { t } = useTranslation('catalog');
  const { store } = useSession();
  const storeId = store?.storeId ?? wholeChain;
  const product = useQuery({ queryKey: ['product', storeId, productId], queryFn: () => api.getProduct(productId ?? 0, storeId), enabled: productId !== null });
  if (productId === null) return <Drawer open size={640} title={t('add')} onClose={onClose}><ProductForm product={null} onSaved={onMade} /></Drawer>;
  return (
    <Drawer open size={760} title={product.data?.name ?? ''} onClose={onClose}>
      {product.error ? <ProblemAlert error={product.error} retry={() => void product.refetch()} /> : !product.data ? <Skeleton active /> : (
        <Tabs items={[
          { key: 'facts', label: t('facts'), children: <ProductForm key={product.data.version} product={product.data} onSaved={onClose} /> },
          { key: 'prices', label: t('prices.title'), children: <PricePanel product={product.data} /> },
          { key: 'history', label: t('history.title'), children: <PriceHistoryPanel product={product.data} /> },
          { key: 'links', label: t('links.title'), children: <LinksPanel productId={productId} /> },
          { key: 'pictures', label: t('pictures.title'), children: <PicturesPanel productId={productId} /> },
          { key: 'listing', label: t('assortment.stores'), children: <ListingPanel productId={productId} /> },
        ]} />
      )}
    </Drawer>
  );
}
