using Store.Kernel.Modules;

namespace Store.Checkout;

/// <summary>The till: registers, shifts, sales, returns, receipts.</summary>
public sealed class CheckoutModule : IModule
{
    public string Name => "checkout";
}
