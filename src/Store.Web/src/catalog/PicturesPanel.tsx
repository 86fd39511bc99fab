import { ArrowLeftOutlined, ArrowRightOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Empty, Image, Skeleton, Upload } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, send } from '../api';
import { ProblemAlert, problemText } from '../shell/ProblemAlert';
import { useMay } from '../shell/session';
import { pictureUrl } from './calls';

const uploadWithin = 2 * 60_000;

/** The pictures of a product: add, order, delete. The first is the one that lists show. */
export function PicturesPanel({ productId }: { readonly productId: number }) {
  const { t } = useTranslation('catalog');
  const mayChange = useMay()('catalog.manage-products');
  const queries = useQueryClient();
  const pictures = useQuery({ queryKey: ['pictures', productId], queryFn: () => api.listPictures(productId) });
  const again = () => Promise.all([['pictures', productId], ['goods'], ['till-search']].map((queryKey) => queries.invalidateQueries({ queryKey })));
  const adding = useMutation({
    // The body is the picture itself; the generated client would send a form.
    mutationFn: (file: File) => send(`/api/catalog/products/${productId}/pictures`, { method: 'POST', body: file, headers: { 'Content-Type': file.type || 'image/jpeg' }, signal: AbortSignal.timeout(uploadWithin) }),
    onSettled: again,
  });
  const ordering = useMutation({ mutationFn: (pictureIds: number[]) => api.orderPictures(productId, { pictureIds }), onSettled: again });
  if (pictures.error) return <ProblemAlert error={pictures.error} retry={() => void pictures.refetch()} />;
  if (!pictures.data) return <Skeleton active />;
  const ids = pictures.data.items.map((picture) => picture.pictureId);
  const swapped = (index: number) => ids.map((id, at) => (at === index ? ids[index + 1] ?? id : at === index + 1 ? ids[index] ?? id : id));
  const error = adding.error ?? ordering.error;
  return (
    <>
      {mayChange && (
        <Upload accept="image/jpeg,image/png,image/webp" multiple showUploadList={false} beforeUpload={(file) => {
          adding.mutate(file);
          return false;
        }}>
          <Button icon={<PlusOutlined />} loading={adding.isPending}>{t('pictures.add')}</Button>
        </Upload>
      )}
      <p style={{ color: '#5b6770' }}>{t('pictures.hint')}</p>
      {error && <Alert type="error" showIcon title={problemText(error)} style={{ marginBottom: 12 }} />}
      {ids.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('pictures.none')} />}
      <Image.PreviewGroup>
        <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(140px, 1fr))', gap: 12 }}>
          {ids.map((id, index) => (
            <div key={id} className="panel" style={{ padding: 8, textAlign: 'center' }}>
              <Image src={pictureUrl(id)} alt="" height={120} style={{ objectFit: 'contain' }} />
              {mayChange && (
                <div>
                  <Button type="text" size="small" icon={<ArrowLeftOutlined />} aria-label={t('pictures.before')} disabled={index === 0 || ordering.isPending} onClick={() => ordering.mutate(swapped(index - 1))} />
                  <Button type="text" size="small" icon={<ArrowRightOutlined />} aria-label={t('pictures.after')} disabled={index === ids.length - 1 || ordering.isPending} onClick={() => ordering.mutate(swapped(index))} />
                  <Button type="text" size="small" danger icon={<DeleteOutlined />} aria-label={t('pictures.remove')} disabled={ordering.isPending} onClick={() => ordering.mutate(ids.filter((each) => each !== id))} />
                </div>
              )}
            </div>
          ))}
        </div>
      </Image.PreviewGroup>
    </>
  );
}
