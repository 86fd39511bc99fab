import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { connection, sendTo } from './connection';

/** What came out of a virtual printer, as a picture; 0 is the newest of so many. */
export function VirtualPicture({ what, index, of, alt }: { readonly what: 'receipts' | 'labels'; readonly index: number; readonly of: number; readonly alt: string }) {
  const picture = useQuery({
    queryKey: ['virtual-picture', what, of - index], staleTime: Infinity,
    queryFn: async () => URL.createObjectURL(await (await sendTo(connection(), `${connection().address}/api/devices/virtual/${what}/${index}`)).blob()),
  });
  return picture.data === undefined ? <Skeleton active /> : <img src={picture.data} alt={alt} />;
}
