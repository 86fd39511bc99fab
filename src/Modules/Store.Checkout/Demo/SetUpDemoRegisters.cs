using Store.Checkout.Registers;
using Store.Kernel.Modules;

namespace Store.Checkout.Demo;

/// <summary>Two registers in each store.</summary>
internal sealed class SetUpDemoRegisters(IMediator mediator, Caller caller) : IDemoPart
{
    public int Order => 40;

    public async Task Fill(CancellationToken cancellationToken)
    {
        foreach (var storeId in caller.AnyStores)
        {
            await mediator.Send(new CreateRegister.Command(storeId, "1", "收银台 1"), cancellationToken);
            await mediator.Send(new CreateRegister.Command(storeId, "2", "收银台 2"), cancellationToken);
        }
    }
}
