import { Header, Page } from '@backstage/core-components';
import { FlinkPageContent } from '../page';

/** The fleet page with the header that legacy apps expect of a page. */
export function FlinkPage() {
  return (
    <Page themeId="tool">
      <Header title="Flink" subtitle="Apache Flink applications, worst first" />
      <FlinkPageContent />
    </Page>
  );
}
