using Store.Contracts.Checkout;

namespace Store.Checkout.Books;

/// <summary>Tells the books what all sales of a store come to.</summary>
internal static class AnswerSalesTotals
{
    internal sealed class Handler(Db db) : IRequestHandler<GetSalesTotals, SalesTotals>
    {
        public async Task<SalesTotals> Handle(GetSalesTotals request, CancellationToken cancellationToken) => (await db.Find<SalesTotals>("""
            SELECT COALESCE(SUM(NetMinor - ValueMinor), 0) AS NetMinor, COALESCE(SUM(TaxMinor), 0) AS TaxMinor FROM checkout.Sales WHERE StoreId = @StoreId
            """, request, cancellationToken))!;
    }
}
