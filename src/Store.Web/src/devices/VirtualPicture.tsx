import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { ProblemAlert } from '../shell/ProblemAlert';
import { connection, sendTo } from './connection';

/** A picture as a text that an image shows: unlike an address of an object nobody has to give it back. */
const asText = (picture: Blob) => new Promise<string>((resolve, reject) => {
  const reader = new FileReader();
  reader.onload = () => resolve(reader.result as string);
  reader.onerror = () => reject(reader.error ?? new Error('unreadable'));
  reader.readAsDataURL(picture);
});

/** What came out of a virtual printer, as a picture; 0 is the newest of so many. */
export function VirtualPicture({ what, index, of, alt }: { readonly what: 'receipts' | 'labels'; readonly index: number; readonly of: number; readonly alt: string }) {
  const picture = useQuery({
    queryKey: ['virtual-picture', what, of - index], staleTime: Infinity,
    queryFn: async () => asText(await (await sendTo(connection(), `${connection().address}/api/devices/virtual/${what}/${index}`)).blob()),
  });
  if (picture.error) return <ProblemAlert error={picture.error} retry={() => void picture.refetch()} />;
  return picture.data === undefined ? <Skeleton active /> : <img src={picture.data} alt={alt} />;
}
