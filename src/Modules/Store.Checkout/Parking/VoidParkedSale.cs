using System.Text.Json;
using Store.Checkout.Voids;
using Store.Contracts.Checkout;

namespace Store.Checkout.Parking;

/// <summary>Gives a parked basket up, with a reason. It is recorded as a void after the total, held to the caller's limit.</summary>
internal static class VoidParkedSale
{
    internal sealed record Command(long StoreId, long ParkedSaleId, long RegisterId, string ReasonCode, string? Note, IReadOnlyList<Answer>? Answers) : ICommand<Done>, IStoreScoped;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.ReasonCode).NotEmpty().MaximumLength(40);
            RuleFor(command => command.Note).MaximumLength(200);
        }
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider clock, IMediator mediator) : IRequestHandler<Command, Done>
    {
        public async Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            var parked = await db.Find<Parked>("""
                SELECT ParkUuid, Basket FROM checkout.ParkedSales WHERE ParkedSaleId = @ParkedSaleId AND StoreId = @StoreId
                """, command, cancellationToken) ?? throw new NotFound("parked", command.ParkedSaleId);
            var now = clock.UtcNow();
            var voided = await db.Execute("""
                UPDATE checkout.ParkedSales
                SET    State = @Voided, EndedAt = @now, EndedBy = @UserId, EndedByName = @Name, VoidReason = @ReasonCode
                WHERE  ParkedSaleId = @ParkedSaleId AND State = @Parked
                """, new { command.ParkedSaleId, command.ReasonCode, ParkStates.Voided, ParkStates.Parked, now, caller.UserId, caller.Name }, cancellationToken);
            if (voided == 0)
                throw new Conflict("parked.gone", "This parked sale has been taken up or voided already.");

            var shiftId = await db.Find<long?>("""
                SELECT ShiftId FROM checkout.Shifts WHERE RegisterId = @RegisterId AND StoreId = @StoreId AND State = 'Open'
                """, command, cancellationToken);
            var basket = JsonSerializer.Deserialize<ParkedBasket>(parked.Basket, ValueJson.Stored)!;
            await mediator.Send(new RecordVoid.Command(
                command.StoreId, parked.ParkUuid, command.RegisterId, shiftId, VoidKinds.Parked, AfterTotal: true, now, command.ReasonCode, command.Note,
                [.. basket.Lines.Select(line => new RecordVoid.Line(line.ProductId, line.ProductCode, line.ProductName, line.Unit, line.Quantity, line.UnitPrice, line.Amount))],
                AlreadyDone: false, Undone: false, command.Answers), cancellationToken);
            return Done.It;
        }

        private sealed record Parked(Guid ParkUuid, string Basket);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(long RegisterId, string ReasonCode, string? Note, IReadOnlyList<Answer>? Answers = null);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/parked-sales/{parkedSaleId:long}/void", (long storeId, long parkedSaleId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, parkedSaleId, body.RegisterId, body.ReasonCode, body.Note, body.Answers), cancel))
            .RequirePermission("checkout.sell")
            .WithName(nameof(VoidParkedSale)).WithSummary("Give a parked basket up")
            .ProducesValidationProblem().ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
