import { useTranslation } from 'react-i18next';
import type { ListMyFeedbackItem } from '../api/client';
import { Talk } from '../members/Talk';
import { Drawer } from '../shell/Drawer';
import { memberApi } from './phone';
import { useMyStores } from './useMyStores';

const changes = [['my', 'feedback'], ['my', 'unread'], ['my', 'talk']];

/** The member's conversation with a store over something they said. */
export function TalkDrawer({ said, onClose }: { readonly said: ListMyFeedbackItem; readonly onClose: () => void }) {
  const { t } = useTranslation(['memberpage', 'members']);
  const stores = useMyStores();
  const { feedbackId } = said;
  return (
    <Drawer open placement="bottom" size="85%" title={`${t(`members:feedback.kinds.${said.kind as 'Praise'}`)} · ${stores.name(said.storeId)}`} onClose={onClose}>
      <Talk
        side="Member" queryKey={['my', 'talk', feedbackId]} changes={changes} fetchPage={(after) => memberApi.listMyMessages(feedbackId, after === undefined ? undefined : Number(after), 20)}
        unread={said.unread} memberName={t('members:talk.you')} first={{ body: said.body, saidAt: said.saidAt }} time={(iso) => stores.time(iso, said.storeId)}
        send={(messageUuid, text) => memberApi.writeMyMessage(feedbackId, { messageUuid, text })} read={(upTo) => memberApi.readMyMessages(feedbackId, { upTo })}
      />
    </Drawer>
  );
}
