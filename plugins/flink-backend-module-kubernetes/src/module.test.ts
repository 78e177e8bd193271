import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { flinkRuntimeExtensionPoint } from '@flink-portal/backstage-plugin-flink-node';
import { flinkModuleKubernetes } from './module';

describe('the module', () => {
  const start = async (kubernetes: object) => {
    const addRuntime = jest.fn();
    const { server } = await startTestBackend({
      extensionPoints: [[flinkRuntimeExtensionPoint, { addRuntime }]],
      features: [
        flinkModuleKubernetes,
        mockServices.rootConfig.factory({ data: { flink: { kubernetes } } }),
      ],
    });
    server.close();
    return addRuntime;
  };

  it('joins the Flink backend without any configuration', async () => {
    const addRuntime = await start({});

    expect(addRuntime).toHaveBeenCalledWith(
      expect.objectContaining({ runtime: 'kubernetes' }),
    );
  });

  it('can be switched off', async () => {
    expect(await start({ enabled: false })).not.toHaveBeenCalled();
  });
});
