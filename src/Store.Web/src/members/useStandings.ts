import { useQuery } from '@tanstack/react-query';
import { api } from '../api';
import { useMay } from '../shell/session';

interface Option { readonly value: number; readonly label: string }

/** The levels of members and the groups of customers, to be chosen and to be named; empty for those who may not see members. */
export function useStandings(): { readonly levels: Option[]; readonly groups: Option[] } {
  const enabled = useMay()('members.view');
  const levels = useQuery({ queryKey: ['levels'], queryFn: () => api.listLevels(), staleTime: 60_000, enabled });
  const groups = useQuery({ queryKey: ['groups'], queryFn: () => api.listGroups(), staleTime: 60_000, enabled });
  return {
    levels: levels.data?.items.map((level) => ({ value: level.levelId, label: level.name })) ?? [],
    groups: groups.data?.items.map((group) => ({ value: group.groupId, label: group.name })) ?? [],
  };
}
