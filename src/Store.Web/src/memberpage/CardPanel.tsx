import { useQuery } from '@tanstack/react-query';
import { QRCode, Skeleton, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../shell/ProblemAlert';
import { memberApi } from './phone';

/** The card to be read at the till; its code is asked for anew before it is over. */
export function CardPanel() {
  const { t } = useTranslation('memberpage');
  const card = useQuery({
    queryKey: ['my', 'card'], queryFn: () => memberApi.showMyCard(), staleTime: 0, refetchOnWindowFocus: true,
    refetchInterval: (query) => (query.state.data ? query.state.data.secondsLeft * 1000 + 500 : false),
  });
  if (card.error) return <ProblemAlert error={card.error} retry={() => void card.refetch()} />;
  if (!card.data) return <Skeleton active />;
  return (
    <div className="member-card">
      <h2>{card.data.name}</h2>
      {card.data.levelName !== null && <Tag color="gold">{card.data.levelName}</Tag>}
      <div data-testid="card-code" data-code={card.data.code}><QRCode value={card.data.code} size={240} bordered={false} errorLevel="M" /></div>
      <p className="member-number">{card.data.number}</p>
      <small>{t('card.hint')}</small>
    </div>
  );
}
