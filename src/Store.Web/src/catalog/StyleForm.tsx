import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Alert, Button, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { GetStyleResult } from '../api/client';
import { problemText } from '../shell/ProblemAlert';
import { useMay } from '../shell/session';
import { useSave } from '../shell/useSave';

interface Fields { code: string; name: string; codePattern: string; attributes: { name: string; values: string[] }[] }

const attributesAtMost = 3;

/** A style's name, its attributes and their values. */
export function StyleForm({ style, onSaved }: { readonly style: GetStyleResult | null; readonly onSaved: (styleId: number) => void }) {
  const { t } = useTranslation(['catalog', 'shell']);
  const mayChange = useMay()('catalog.manage-products');
  const saving = useSave(async ({ code, name, codePattern, attributes }: Fields) => {
    const body = {
      name, codePattern: codePattern.trim() === '' ? null : codePattern,
      attributes: attributes.map((attribute, index) => ({
        name: attribute.name,
        values: attribute.values.map((value) => ({ name: value, valueNo: style?.attributes[index]?.values.find((each) => each.name === value)?.valueNo ?? null })),
      })),
    };
    return (style ? await api.changeStyle(style.styleId, { ...body, version: style.version }) : await api.createStyle({ ...body, code })).styleId;
  }, [['styles'], ['style']], onSaved);
  const required = { required: true, message: t('shell:required') };
  const first: Fields = style
    ? { code: style.code, name: style.name, codePattern: style.codePattern, attributes: style.attributes.map((attribute) => ({ name: attribute.name, values: attribute.values.map((value) => value.name) })) }
    : { code: '', name: '', codePattern: '', attributes: [{ name: t('styles.colour'), values: [] }, { name: t('styles.size'), values: [] }] };
  return (
    <Form<Fields> layout="vertical" requiredMark={false} disabled={!mayChange} initialValues={first} onFinish={saving.mutate}>
      <div className="form-grid">
        <Form.Item name="code" label={t('styles.code')} rules={[required]}><Input maxLength={30} disabled={style !== null} /></Form.Item>
        <Form.Item name="name" label={t('name')} rules={[required]}><Input maxLength={120} /></Form.Item>
        <Form.Item name="codePattern" label={t('styles.pattern')} extra={t('styles.patternHint')} className="form-wide"><Input maxLength={60} placeholder="{style}-{1}-{2}" spellCheck={false} /></Form.Item>
      </div>
      <Form.List name="attributes">
        {(fields, { add, remove }) => (
          <Form.Item label={t('styles.attributes')} extra={t('styles.attributesHint')}>
            {fields.map(({ key, name }) => (
              <div key={key} style={{ display: 'flex', gap: 8, marginBottom: 8, alignItems: 'flex-start' }}>
                <Form.Item noStyle name={[name, 'name']} rules={[required]}><Input maxLength={40} aria-label={t('styles.attribute')} style={{ width: 110 }} /></Form.Item>
                <Form.Item noStyle name={[name, 'values']} rules={[required]}><Select mode="tags" tokenSeparators={[',', '，', ' ', '、']} placeholder={t('styles.values')} aria-label={t('styles.values')} style={{ flex: 1, minWidth: 0 }} open={false} /></Form.Item>
                {!style && fields.length > 1 && <Button type="text" icon={<DeleteOutlined />} aria-label={t('styles.removeAttribute')} onClick={() => remove(name)} />}
              </div>
            ))}
            {!style && fields.length < attributesAtMost && <Button type="dashed" icon={<PlusOutlined />} onClick={() => add({ name: '', values: [] })}>{t('styles.addAttribute')}</Button>}
          </Form.Item>
        )}
      </Form.List>
      {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 16 }} />}
      {mayChange && <Button type="primary" htmlType="submit" loading={saving.isPending}>{t('shell:save')}</Button>}
    </Form>
  );
}
