using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Store.Checkout.Orders;

/// <summary>
/// Seals the phones of orders that were written down before phones were sealed, before the host answers anybody: the schema's change cannot, as it has no keys. Small steps; any number of
/// hosts may do it at once.
/// </summary>
internal sealed class SealOrderPhones(IServiceScopeFactory scopes) : IHostedService
{
    private const int RowsPerStep = 500;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        while (await SealSome(cancellationToken) > 0)
        {
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<int> SealSome(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (db, phones) = (scope.ServiceProvider.GetRequiredService<Db>(), scope.ServiceProvider.GetRequiredService<OrderPhones>());
        var plain = await db.Query<Plain>("""
            SELECT OrderId, CustomerPhone FROM checkout.Orders WHERE CustomerPhone IS NOT NULL ORDER BY OrderId OFFSET 0 ROWS FETCH NEXT @RowsPerStep ROWS ONLY
            """, new { RowsPerStep }, cancellationToken);
        return plain.Count == 0 ? 0 : await db.Transact(async () =>
        {
            foreach (var order in plain)
            {
                await db.Execute("""
                    UPDATE checkout.Orders SET PhoneSealed = @Sealed, PhoneIndex = @Index, CustomerPhone = NULL WHERE OrderId = @OrderId AND CustomerPhone = @CustomerPhone
                    """, new { order.OrderId, order.CustomerPhone, Sealed = phones.Sealed(order.CustomerPhone), Index = phones.Index(order.CustomerPhone) }, cancellationToken);
            }

            return plain.Count;
        }, cancellationToken);
    }

    private sealed record Plain(long OrderId, string CustomerPhone);
}
