using System.Data.Common;
using Store.Checkout.Reasons;
using Store.Contracts.Chain;
using Store.Contracts.Checkout;

namespace Store.Checkout.Drawer;

/// <summary>
/// Opens the cash drawer without a sale: keeps who, when and why, and tells the till to open it. Sent again with the same <c>openingUuid</c>, it is one opening.
/// </summary>
internal static class OpenDrawer
{
    internal sealed record Command(long StoreId, long RegisterId, Guid OpeningUuid, string ReasonCode, string? Note, IReadOnlyList<Answer>? Answers) : ICommand<Result>, IStoreScoped;

    /// <param name="DrawerOpeningId">The record.</param>
    /// <param name="OpenedAt">When.</param>
    /// <param name="Open">Whether the till's device opens the drawer now; no when it had been told before.</param>
    internal sealed record Result(long DrawerOpeningId, DateTime OpenedAt, bool Open);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.OpeningUuid).NotEmpty();
            RuleFor(command => command.ReasonCode).NotEmpty().MaximumLength(40);
            RuleFor(command => command.Note).MaximumLength(200);
        }
    }

    internal sealed class Handler(Db db, Ids ids, Caller caller, TimeProvider clock, IMediator mediator, AnswerBook answers) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var before = await db.Find<Stored>("""
                SELECT DrawerOpeningId, RegisterId, OpenedAt FROM checkout.DrawerOpenings WHERE OpeningUuid = @OpeningUuid
                """, command, cancellationToken);
            if (before is not null)
            {
                return before.RegisterId == command.RegisterId
                    ? new Result(before.DrawerOpeningId, before.OpenedAt, Open: false)
                    : throw new Conflict("drawer.uuid_taken", "This id belongs to another register's opening.");
            }

            var register = await db.Find<Register>("""
                SELECT Code, OpenShiftId AS ShiftId FROM checkout.Registers WHERE RegisterId = @RegisterId AND StoreId = @StoreId
                """, command, cancellationToken) ?? throw new NotFound("register", command.RegisterId);
            if (register.ShiftId is null)
                throw new RuleBroken("shift.not_open", $"Register {register.Code} has no open shift.");

            var now = clock.UtcNow();
            var time = (await mediator.Send(new GetStore(command.StoreId), cancellationToken)).Time();
            var opening = new
            {
                DrawerOpeningId = ids.Next(), command.OpeningUuid, command.StoreId, command.RegisterId, register.ShiftId, BusinessDate = time.BusinessDate(now), OpenedAt = now,
                caller.UserId, caller.Name, command.ReasonCode, command.Note,
            };
            try
            {
                await db.Execute("""
                    INSERT INTO checkout.DrawerOpenings (DrawerOpeningId, OpeningUuid, StoreId, RegisterId, ShiftId, BusinessDate, OpenedAt, CashierId, CashierName, ReasonCode, Note)
                    VALUES (@DrawerOpeningId, @OpeningUuid, @StoreId, @RegisterId, @ShiftId, @BusinessDate, @OpenedAt, @UserId, @Name, @ReasonCode, @Note)
                    """, opening, cancellationToken);
            }
            catch (DbException refused) when (db.IsDuplicate(refused))
            {
                throw new RunAgain("The opening has been recorded by a parallel request.", refused);
            }

            await answers.Record(
                command.StoreId, AnswerSubjects.DrawerOpening, opening.DrawerOpeningId, [new Happening(ReasonEvents.NoSale, Reason: command.ReasonCode)], command.Answers, cancellationToken);
            return new Result(opening.DrawerOpeningId, now, Open: true);
        }

        private sealed record Stored(long DrawerOpeningId, long RegisterId, DateTime OpenedAt);

        private sealed record Register(string Code, long? ShiftId);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(Guid OpeningUuid, string ReasonCode, string? Note, IReadOnlyList<Answer>? Answers = null);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/registers/{registerId:long}/drawer-openings", (long storeId, long registerId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, registerId, body.OpeningUuid, body.ReasonCode, body.Note, body.Answers), cancel))
            .RequirePermission("checkout.open-drawer")
            .WithName(nameof(OpenDrawer)).WithSummary("Open the cash drawer without a sale")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
