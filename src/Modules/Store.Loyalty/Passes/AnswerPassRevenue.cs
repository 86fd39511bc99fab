using Store.Contracts.Loyalty;

namespace Store.Loyalty.Passes;

/// <summary>Tells the books what passes have earned in a store.</summary>
internal static class AnswerPassRevenue
{
    internal sealed class Handler(Db db) : IRequestHandler<GetPassRevenue, Money>
    {
        public Task<Money> Handle(GetPassRevenue request, CancellationToken cancellationToken) => db.Scalar<Money>("""
            SELECT COALESCE(-SUM(AmountMinor), 0) FROM loyalty.PassEntries WHERE StoreId = @StoreId AND Kind IN ('Used', 'Undone', 'Expired')
            """, request, cancellationToken);
    }
}
