using System.Data.Common;

namespace Store.Inventory.Stock;

/// <summary>Says for one product in one store whether it may be sold below zero, or leaves it to the store's setting again.</summary>
internal static class ChangeStockPolicy
{
    internal sealed record Command(long StoreId, long ProductId, bool? AllowNegative) : ICommand<Result>, IStoreScoped;

    internal sealed record Result(long ProductId, bool? AllowNegative);

    internal sealed class Handler(Db db, GoodsNames names, AuditLog audit) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var product = (await names.Of([command.ProductId], cancellationToken)).GetValueOrDefault(command.ProductId) ?? throw new NotFound("product", command.ProductId);
            var old = await db.Find<Policy>("""
                SELECT NegativeAllowed FROM inventory.Stock WITH (UPDLOCK, ROWLOCK) WHERE StoreId = @StoreId AND ProductId = @ProductId
                """, command, cancellationToken);
            if (old is null)
                await Insert(command, cancellationToken);
            else
                await Update(command, cancellationToken);
            await audit.Add("inventory.adjust", $"stock policy of product {product.Code}", command.StoreId, old, new Policy(command.AllowNegative), cancellationToken);
            return new Result(command.ProductId, command.AllowNegative);
        }

        private Task<int> Update(Command command, CancellationToken cancellationToken) => db.Execute("""
            UPDATE inventory.Stock SET NegativeAllowed = @AllowNegative WHERE StoreId = @StoreId AND ProductId = @ProductId
            """, command, cancellationToken);

        private async Task Insert(Command command, CancellationToken cancellationToken)
        {
            try
            {
                await db.Execute("""
                    INSERT INTO inventory.Stock (StoreId, ProductId, QuantityMilli, ValueMinor, LastUnitCost, NegativeAllowed)
                    VALUES (@StoreId, @ProductId, 0, 0, 0, @AllowNegative)
                    """, command, cancellationToken);
            }
            catch (DbException refused) when (db.IsDuplicate(refused))
            {
                throw new RunAgain("The product has just come in for the first time.", refused);
            }
        }

        private sealed record Policy(bool? NegativeAllowed);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(bool? AllowNegative);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/stores/{storeId:long}/stock/{productId:long}/policy", (long storeId, long productId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, productId, body.AllowNegative), cancel))
            .RequirePermission("inventory.adjust")
            .WithName(nameof(ChangeStockPolicy)).WithSummary("Say whether a product may be sold below zero")
            .ProducesProblem(404);
    }
}
