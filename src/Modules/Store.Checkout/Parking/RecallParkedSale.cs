using System.Text.Json;
using Store.Contracts.Members;

namespace Store.Checkout.Parking;

/// <summary>
/// Takes a parked basket up again at a till of its store, once: of two tills one gets it and the other hears who has it. A till that got no answer asks again with the
/// same <c>recallUuid</c> and gets the basket. It names the member's file that goes on by then, and nobody who has been forgotten meanwhile.
/// </summary>
internal static class RecallParkedSale
{
    internal sealed record Command(long StoreId, long ParkedSaleId, Guid RecallUuid, long RegisterId) : ICommand<Result>, IStoreScoped, IPersonal;

    internal sealed record Result(long ParkedSaleId, DateTime ParkedAt, string ParkedByName, string? Note, ParkedBasket Basket);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.RecallUuid).NotEmpty();
    }

    internal sealed class Handler(Db db, Caller caller, IMediator mediator, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var known = await db.Find<long?>("""
                SELECT RegisterId FROM checkout.Registers WHERE RegisterId = @RegisterId AND StoreId = @StoreId
                """, command, cancellationToken);
            if (known is null)
                throw new NotFound("register", command.RegisterId);

            var taken = await db.Execute("""
                UPDATE checkout.ParkedSales
                SET    State = @Recalled, RecallUuid = @RecallUuid, EndedAt = @now, EndedBy = @UserId, EndedByName = @Name, RecalledRegisterId = @RegisterId
                WHERE  ParkedSaleId = @ParkedSaleId AND StoreId = @StoreId AND State = @Parked
                """, new
            {
                command.ParkedSaleId, command.StoreId, command.RecallUuid, command.RegisterId, ParkStates.Recalled, ParkStates.Parked, now = clock.UtcNow(), caller.UserId, caller.Name,
            }, cancellationToken);
            var parked = await db.Find<Parked>("""
                SELECT p.ParkedSaleId, p.State, p.ParkedAt, p.ParkedByName, p.Note, p.Basket, p.RecallUuid, p.EndedAt, p.EndedByName, r.Code AS RegisterCode
                FROM   checkout.ParkedSales p
                LEFT JOIN checkout.Registers r ON r.RegisterId = p.RecalledRegisterId
                WHERE  p.ParkedSaleId = @ParkedSaleId AND p.StoreId = @StoreId
                """, command, cancellationToken) ?? throw new NotFound("parked", command.ParkedSaleId);
            if (taken == 0 && parked.RecallUuid != command.RecallUuid)
                throw Gone(parked);
            var basket = JsonSerializer.Deserialize<ParkedBasket>(parked.Basket, ValueJson.Stored)!;
            return new Result(parked.ParkedSaleId, parked.ParkedAt, parked.ParkedByName, parked.Note, await ForToday(basket, command.StoreId, cancellationToken));
        }

        private async Task<ParkedBasket> ForToday(ParkedBasket basket, long storeId, CancellationToken cancellationToken)
        {
            if (basket.MemberId is null)
                return basket;
            var customer = await mediator.Send(new GetStanding(storeId, basket.MemberId, []), cancellationToken);
            return customer.MemberId is { } memberId ? basket with { MemberId = memberId } : basket with { MemberId = null, TillState = null };
        }

        private static Conflict Gone(Parked parked) => parked.State == ParkStates.Voided
            ? new Conflict("parked.voided", $"{parked.EndedByName} has voided this parked sale.", new Dictionary<string, object?> { ["by"] = parked.EndedByName, ["at"] = parked.EndedAt })
            : new Conflict("parked.taken", $"{parked.EndedByName} has taken this parked sale up at register {parked.RegisterCode}.", new Dictionary<string, object?>
            {
                ["by"] = parked.EndedByName, ["register"] = parked.RegisterCode, ["at"] = parked.EndedAt,
            });

        private sealed record Parked(
            long ParkedSaleId, string State, DateTime ParkedAt, string ParkedByName, string? Note, string Basket, Guid? RecallUuid, DateTime? EndedAt, string? EndedByName, string? RegisterCode);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(Guid RecallUuid, long RegisterId);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/parked-sales/{parkedSaleId:long}/recall", (long storeId, long parkedSaleId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, parkedSaleId, body.RecallUuid, body.RegisterId), cancel))
            .RequirePermission("checkout.sell")
            .WithName(nameof(RecallParkedSale)).WithSummary("Take a parked basket up again, once")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409);
    }
}
