import { DownloadOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { problemText } from './ProblemAlert';
import { csvOf, saveFile } from './files';

interface Props<Row> {
  /** What the file is called, without its ending. */
  readonly name: string;
  readonly columns: readonly (readonly [title: string, value: (row: Row) => string | number])[];
  /** All the rows, also those that are not on the screen. */
  readonly rows: () => Promise<readonly Row[]> | readonly Row[];
}

/** Saves a list as a file for spreadsheets. */
export function ExportButton<Row>({ name, columns, rows }: Props<Row>) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const saving = useMutation({
    mutationFn: async () => rows(),
    onSuccess: (all) => saveFile(`${name}.csv`, csvOf([columns.map(([title]) => title), ...all.map((row) => columns.map(([, value]) => value(row)))])),
    onError: (error) => void message.error(problemText(error)),
  });
  return <Button icon={<DownloadOutlined />} loading={saving.isPending} onClick={() => saving.mutate()}>{t('export')}</Button>;
}
