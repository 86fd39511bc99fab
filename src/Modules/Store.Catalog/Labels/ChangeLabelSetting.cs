using Store.Catalog.Prices;

namespace Store.Catalog.Labels;

/// <summary>
/// Says whether a store confirms its labels: then a dearer price is charged only once its label hangs on the shelf. When that begins, the labels on the shelves are taken to be
/// right.
/// </summary>
internal static class ChangeLabelSetting
{
    internal sealed record Command(long StoreId, bool Confirm) : ICommand<Result>, IStoreScoped;

    internal sealed record Result(bool Confirm);

    internal sealed class Handler(Db db, LabelWork work, ShelfLabels labels, WallClock wallClock, AuditLog audit, Caller caller, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            await wallClock.Now(command.StoreId, cancellationToken);
            var old = await db.Find<bool?>("SELECT Confirm FROM catalog.LabelSettings WHERE StoreId = @StoreId", command, cancellationToken);
            if ((old ?? false) == command.Confirm)
                return new Result(command.Confirm);

            await db.Execute("DELETE FROM catalog.LabelSettings WHERE StoreId = @StoreId", command, cancellationToken);
            await db.Execute("""
                INSERT INTO catalog.LabelSettings (StoreId, Confirm, SetByName, SetAt)
                VALUES (@StoreId, @Confirm, @Name, @now)
                """, new { command.StoreId, command.Confirm, caller.Name, now = clock.UtcNow() }, cancellationToken);
            if (command.Confirm)
            {
                var products = await db.Query<long>("SELECT ProductId FROM catalog.Products WHERE Active = 1", null, cancellationToken);
                var shown = await work.Of(command.StoreId, products, TimeSpan.Zero, cancellationToken);
                await labels.BeginWith(command.StoreId, [.. shown.Where(label => label.Price is not null).Select(label => (label.ProductId, label.Price!.Value))], cancellationToken);
            }

            await audit.Add("catalog.change-price", "labels are confirmed", command.StoreId, new { Confirm = old ?? false }, new { command.Confirm }, cancellationToken);
            return new Result(command.Confirm);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(bool Confirm);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/stores/{storeId:long}/labels/setting", (long storeId, Body body, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(storeId, body.Confirm), cancel))
            .RequirePermission("catalog.change-price")
            .WithName(nameof(ChangeLabelSetting)).WithSummary("Say whether a dearer price waits for its label in this store")
            .ProducesProblem(404);
    }
}
