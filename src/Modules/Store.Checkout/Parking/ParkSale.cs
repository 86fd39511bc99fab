using System.Data.Common;
using System.Text.Json;
using Store.Checkout.Payments;
using Store.Contracts.Chain;

namespace Store.Checkout.Parking;

/// <summary>
/// Puts a basket away for later. It belongs to the store: any till there takes it up again, also after the shift is closed. It moves no stock and is no sale, and nothing
/// is paid on it. Sent again with the same <c>parkUuid</c>, it is one parked sale.
/// </summary>
internal static class ParkSale
{
    /// <param name="StoreId">The store.</param>
    /// <param name="ParkUuid">Made by the till.</param>
    /// <param name="RegisterId">Where.</param>
    /// <param name="Total">What it came to.</param>
    /// <param name="Note">For whom, or why.</param>
    /// <param name="Basket">What lies in it.</param>
    /// <param name="SaleUuid">The sale that it was to be; while a payment of it is not decided, it is not parked.</param>
    internal sealed record Command(long StoreId, Guid ParkUuid, long RegisterId, Money Total, string? Note, ParkedBasket Basket, Guid? SaleUuid = null) : ICommand<Result>, IStoreScoped;

    /// <param name="ParkedSaleId">The parked sale.</param>
    /// <param name="Code">The code on its slip.</param>
    /// <param name="ParkedAt">When.</param>
    internal sealed record Result(long ParkedSaleId, string Code, DateTime ParkedAt);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.ParkUuid).NotEmpty();
            RuleFor(command => command.Total).GreaterThanOrEqualTo(Money.Zero);
            RuleFor(command => command.Note).MaximumLength(100);
            RuleFor(command => command.Basket).NotNull().SetValidator(new ParkedBasketValidator());
        }
    }

    internal sealed class Handler(Db db, Ids ids, Caller caller, TimeProvider clock, IMediator mediator) : IRequestHandler<Command, Result>
    {
        private const int SummaryAtMost = 200;

        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var before = await db.Find<Stored>("""
                SELECT ParkedSaleId, StoreId, ParkedAt FROM checkout.ParkedSales WHERE ParkUuid = @ParkUuid
                """, command, cancellationToken);
            if (before is not null)
            {
                return before.StoreId == command.StoreId
                    ? new Result(before.ParkedSaleId, ParkCode.Of(before.ParkedSaleId), before.ParkedAt)
                    : throw new Conflict("parked.uuid_taken", "This id belongs to another store's parked sale.");
            }

            if (command.SaleUuid is { } saleUuid)
                await OpenAttempts.Refuse(db, saleUuid, cancellationToken);
            var known = await db.Find<long?>("""
                SELECT RegisterId FROM checkout.Registers WHERE RegisterId = @RegisterId AND StoreId = @StoreId
                """, command, cancellationToken);
            if (known is null)
                throw new NotFound("register", command.RegisterId);

            var now = clock.UtcNow();
            var time = (await mediator.Send(new GetStore(command.StoreId), cancellationToken)).Time();
            var parked = new
            {
                ParkedSaleId = ids.Next(), command.ParkUuid, command.StoreId, command.RegisterId, BusinessDate = time.BusinessDate(now), ParkedAt = now, caller.UserId, caller.Name,
                State = ParkStates.Parked, Count = command.Basket.Lines.Sum(line => line.Quantity.ToPieces()), command.Total, Summary = Summary(command.Basket), command.Note,
                Basket = JsonSerializer.Serialize(command.Basket, ValueJson.Stored), command.Basket.MemberId,
            };
            try
            {
                await db.Execute("""
                    INSERT INTO checkout.ParkedSales (ParkedSaleId, ParkUuid, StoreId, RegisterId, BusinessDate, ParkedAt, ParkedBy, ParkedByName, State, ItemCount, TotalMinor, Summary, Note, Basket, MemberId)
                    VALUES (@ParkedSaleId, @ParkUuid, @StoreId, @RegisterId, @BusinessDate, @ParkedAt, @UserId, @Name, @State, @Count, @Total, @Summary, @Note, @Basket, @MemberId)
                    """, parked, cancellationToken);
            }
            catch (DbException refused) when (db.IsDuplicate(refused))
            {
                throw new RunAgain("The sale has been parked by a parallel request.", refused);
            }

            return new Result(parked.ParkedSaleId, ParkCode.Of(parked.ParkedSaleId), now);
        }

        private static string Summary(ParkedBasket basket)
        {
            var text = string.Join(", ", basket.Lines.Take(10).Select(line => $"{line.ProductName} ×{line.Quantity}"));
            return text.Length <= SummaryAtMost ? text : text[..(SummaryAtMost - 1)] + "…";
        }

        private sealed record Stored(long ParkedSaleId, long StoreId, DateTime ParkedAt);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(Guid ParkUuid, long RegisterId, Money Total, string? Note, ParkedBasket Basket, Guid? SaleUuid = null);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/parked-sales", (long storeId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, body.ParkUuid, body.RegisterId, body.Total, body.Note, body.Basket, body.SaleUuid), cancel))
            .RequirePermission("checkout.sell")
            .WithName(nameof(ParkSale)).WithSummary("Park a basket for any till of the store")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409);
    }
}
