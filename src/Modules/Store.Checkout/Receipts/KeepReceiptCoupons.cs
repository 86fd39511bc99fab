using Store.Contracts.Loyalty;

namespace Store.Checkout.Receipts;

/// <summary>Keeps beside the registers from what amount on receipts carry coupons, so that a sale learns it with the lock of its register.</summary>
internal sealed class KeepReceiptCoupons(Db db) : INotificationHandler<ReceiptCouponsOffered>
{
    public Task Handle(ReceiptCouponsOffered notification, CancellationToken cancellationToken) =>
        db.Execute("UPDATE checkout.ReceiptCoupons SET FromMinor = @From WHERE SettingsId = 1", notification, cancellationToken);
}
