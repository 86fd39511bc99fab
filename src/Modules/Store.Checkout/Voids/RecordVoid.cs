using System.Data.Common;
using Store.Checkout.Payments;
using Store.Checkout.Reasons;
using Store.Checkout.Sales;
using Store.Contracts.Access;
using Store.Contracts.Chain;
using Store.Contracts.Checkout;

namespace Store.Checkout.Voids;

/// <summary>
/// Keeps on record what was taken out of a basket before it was paid: one line, or the whole basket. The till makes <c>voidUuid</c> and sends it until it is answered.
/// What is voided after the customer has seen the total is held to the caller's limit; the till asks before it takes the goods out, unless it cannot reach the server.
/// </summary>
internal static class RecordVoid
{
    /// <param name="StoreId">The store.</param>
    /// <param name="VoidUuid">Made by the till.</param>
    /// <param name="RegisterId">Where.</param>
    /// <param name="ShiftId">The shift that was open when it happened; it may have been closed since.</param>
    /// <param name="Kind">Line or Sale.</param>
    /// <param name="AfterTotal">Whether the customer had seen the total.</param>
    /// <param name="OccurredAt">When, by the till's clock; UTC.</param>
    /// <param name="ReasonCode">Why, of the reason codes.</param>
    /// <param name="Note">Why, in words.</param>
    /// <param name="Lines">What was taken out.</param>
    /// <param name="AlreadyDone">The goods are out of the basket: it is kept, and marked where it went over the limit without an approval.</param>
    /// <param name="Undone">The cashier has put the line back.</param>
    /// <param name="Answers">What the cashier was asked.</param>
    /// <param name="SaleUuid">The sale that a whole basket was to be; while a payment of it is not decided, it is not voided.</param>
    internal sealed record Command(
        long StoreId, Guid VoidUuid, long RegisterId, long? ShiftId, string Kind, bool AfterTotal, DateTime? OccurredAt, string? ReasonCode, string? Note, IReadOnlyList<Line> Lines,
        bool AlreadyDone, bool Undone, IReadOnlyList<Answer>? Answers, Guid? SaleUuid = null) : ICommand<Result>, IStoreScoped;

    /// <param name="ProductId">What.</param>
    /// <param name="ProductCode">Its item code.</param>
    /// <param name="ProductName">As the till showed it.</param>
    /// <param name="Unit">The unit.</param>
    /// <param name="Quantity">How much was taken out.</param>
    /// <param name="UnitPrice">The price that the till showed.</param>
    /// <param name="Amount">What it would have cost.</param>
    internal sealed record Line(long ProductId, string ProductCode, string ProductName, string Unit, Quantity Quantity, Money UnitPrice, Money Amount);

    internal sealed record Result(long VoidId, bool OverLimit, string? ApprovedBy);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.VoidUuid).NotEmpty();
            RuleFor(command => command.Kind).Must(kind => kind is VoidKinds.Line or VoidKinds.Sale or VoidKinds.Parked).WithMessage("A void is of a Line, a Sale or a Parked sale.");
            RuleFor(command => command.ReasonCode).MaximumLength(40);
            RuleFor(command => command.Note).MaximumLength(200);
            RuleFor(command => command.Lines).NotEmpty().Must(lines => lines is null || lines.Count <= 500).WithMessage("A void has at most 500 lines.");
            RuleForEach(command => command.Lines).NotNull().ChildRules(line =>
            {
                line.RuleFor(one => one.ProductCode).NotEmpty().MaximumLength(40);
                line.RuleFor(one => one.ProductName).NotEmpty().MaximumLength(200);
                line.RuleFor(one => one.Unit).NotNull().MaximumLength(20);
                line.RuleFor(one => one.Quantity).GreaterThan(Quantity.Zero).LessThanOrEqualTo(new Quantity(100_000 * Quantity.PerUnit));
                line.RuleFor(one => one.UnitPrice).GreaterThanOrEqualTo(Money.Zero);
                line.RuleFor(one => one.Amount).GreaterThanOrEqualTo(Money.Zero);
            });
        }
    }

    internal sealed class Handler(Db db, Ids ids, Caller caller, TimeProvider clock, IMediator mediator, AnswerBook answers) : IRequestHandler<Command, Result>
    {
        private static readonly TimeSpan LateAtMost = TimeSpan.FromDays(7);

        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            if (await Before(command, cancellationToken) is { } before)
                return before;
            if (command is { SaleUuid: { } saleUuid, AlreadyDone: false })
                await OpenAttempts.Refuse(db, saleUuid, cancellationToken);
            var register = await db.Find<Register>("""
                SELECT r.RegisterId, s.ShiftId
                FROM   checkout.Registers r
                LEFT JOIN checkout.Shifts s ON s.StoreId = r.StoreId AND s.ShiftId = @ShiftId
                WHERE  r.RegisterId = @RegisterId AND r.StoreId = @StoreId
                """, command, cancellationToken) ?? throw new NotFound("register", command.RegisterId);

            var amount = Money.Sum(command.Lines.Select(line => line.Amount));
            var (overLimit, approver) = command.AfterTotal ? await Limited(command, amount, cancellationToken) : (false, null);
            var now = clock.UtcNow();
            var occurredAt = command.OccurredAt is { } said && said <= now && said > now - LateAtMost ? said : now;
            var time = (await mediator.Send(new GetStore(command.StoreId), cancellationToken)).Time();
            var voidId = ids.Next();
            try
            {
                await db.Execute("""
                    INSERT INTO checkout.Voids (VoidId, VoidUuid, StoreId, RegisterId, ShiftId, BusinessDate, OccurredAt, RecordedAt, Kind, AfterTotal, CashierId, CashierName,
                           ReasonCode, Note, ItemCount, AmountMinor, OverLimit, ApproverId, ApproverName, UndoneAt)
                    VALUES (@voidId, @VoidUuid, @StoreId, @RegisterId, @ShiftId, @BusinessDate, @occurredAt, @now, @Kind, @AfterTotal, @UserId, @Name,
                           @ReasonCode, @Note, @Count, @amount, @overLimit, @ApproverId, @ApproverName, @UndoneAt)
                    """, new
                {
                    voidId, command.VoidUuid, command.StoreId, command.RegisterId, register.ShiftId, BusinessDate = time.BusinessDate(occurredAt), occurredAt, now, command.Kind,
                    command.AfterTotal, caller.UserId, caller.Name, command.ReasonCode, command.Note, command.Lines.Count, amount, overLimit,
                    ApproverId = approver?.UserId, ApproverName = approver?.Name, UndoneAt = command.Undone ? now : (DateTime?)null,
                }, cancellationToken);
            }
            catch (DbException refused) when (db.IsDuplicate(refused))
            {
                throw new RunAgain("The void has been recorded by a parallel request.", refused);
            }

            await db.Insert("""
                INSERT INTO checkout.VoidLines (VoidId, LineNumber, ProductId, ProductCode, ProductName, Unit, QuantityMilli, UnitPriceMinor, AmountMinor)
                VALUES (@voidId, @LineNumber, @ProductId, @ProductCode, @ProductName, @Unit, @Quantity, @UnitPrice, @Amount)
                """, [.. command.Lines.Select((line, index) => new
            {
                voidId, LineNumber = index + 1, line.ProductId, line.ProductCode, line.ProductName, line.Unit, line.Quantity, line.UnitPrice, line.Amount,
            })], cancellationToken);
            await answers.Record(command.StoreId, AnswerSubjects.Void, voidId, command.AlreadyDone ? [] : [new Happening(EventOf(command.Kind), Reason: command.ReasonCode)], command.Answers, cancellationToken);
            return new Result(voidId, overLimit, approver?.Name);
        }

        private static string EventOf(string kind) => kind switch
        {
            VoidKinds.Line => ReasonEvents.VoidLine,
            VoidKinds.Sale => ReasonEvents.VoidSale,
            _ => ReasonEvents.VoidParked,
        };

        /// <summary>The void that the till has sent before. Sent again as undone, it is marked so; the record stays.</summary>
        private async Task<Result?> Before(Command command, CancellationToken cancellationToken)
        {
            var found = await db.Find<Stored>("""
                SELECT VoidId, StoreId, OverLimit, ApproverName FROM checkout.Voids WHERE VoidUuid = @VoidUuid
                """, command, cancellationToken);
            if (found is null)
                return null;
            if (found.StoreId != command.StoreId)
                throw new Conflict("void.uuid_taken", "This void id belongs to another store's void.");
            if (command.Undone)
            {
                await db.Execute("""
                    UPDATE checkout.Voids SET UndoneAt = @now WHERE VoidId = @VoidId AND UndoneAt IS NULL
                    """, new { found.VoidId, now = clock.UtcNow() }, cancellationToken);
            }

            return new Result(found.VoidId, found.OverLimit, found.ApproverName);
        }

        private async Task<(bool OverLimit, Approver? Approver)> Limited(Command command, Money amount, CancellationToken cancellationToken)
        {
            try
            {
                var approver = await mediator.Send(
                    new RequireLimit(command.StoreId, Limits.VoidAmount, amount.ToDecimal(), SaleSubjects.Voided(command.VoidUuid), command.ReasonCode ?? command.Note), cancellationToken);
                return (approver is not null, approver);
            }
            catch (Forbidden refused) when (command.AlreadyDone && refused.Code == "approval_required")
            {
                return (true, null);
            }
        }

        private sealed record Register(long RegisterId, long? ShiftId);

        private sealed record Stored(long VoidId, long StoreId, bool OverLimit, string? ApproverName);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(
            Guid VoidUuid, long RegisterId, long? ShiftId, string Kind, bool AfterTotal, DateTime? OccurredAt, string? ReasonCode, string? Note, IReadOnlyList<Line> Lines,
            bool AlreadyDone = false, bool Undone = false, IReadOnlyList<Answer>? Answers = null, Guid? SaleUuid = null);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/voids", (long storeId, Body body, IMediator mediator, CancellationToken cancel) => mediator.Send(
                new Command(
                    storeId, body.VoidUuid, body.RegisterId, body.ShiftId, body.Kind, body.AfterTotal, body.OccurredAt, body.ReasonCode, body.Note, body.Lines,
                    body.AlreadyDone, body.Undone, body.Answers, body.SaleUuid), cancel))
            .RequirePermission("checkout.sell")
            .WithName(nameof(RecordVoid)).WithSummary("Keep on record what was taken out of a basket")
            .ProducesValidationProblem().ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
