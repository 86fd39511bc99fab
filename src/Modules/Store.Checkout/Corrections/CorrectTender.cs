using System.Data.Common;
using Store.Checkout.Sales;
using Store.Contracts.Access;
using Store.Contracts.Chain;
using Store.Contracts.Checkout;

namespace Store.Checkout.Corrections;

/// <summary>
/// Puts right what was rung up under the wrong tender, while its shift is open: the sale stays as it was recorded, and a correction takes the amount from one tender and gives
/// it to another. Sent again with the same <c>correctionUuid</c>, it corrects nothing twice.
/// </summary>
internal static class CorrectTender
{
    internal sealed record Command(long StoreId, long SaleId, Guid CorrectionUuid, string From, string To, Money Amount, string Reason) : ICommand<Result>, IStoreScoped;

    /// <summary>The tenders that money can be moved between.</summary>
    internal static readonly string[] Allowed = [Tenders.Cash, Tenders.Card, Tenders.Wallet];

    internal sealed record Result(long CorrectionId, string? ApprovedByName);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.CorrectionUuid).NotEmpty();
            RuleFor(command => command.From).Must(tender => Allowed.Contains(tender, StringComparer.Ordinal)).WithMessage("A tender is Cash, Card or Wallet.");
            RuleFor(command => command.To).Must(tender => Allowed.Contains(tender, StringComparer.Ordinal)).WithMessage("A tender is Cash, Card or Wallet.")
                .NotEqual(command => command.From);
            RuleFor(command => command.Amount).GreaterThan(Money.Zero);
            RuleFor(command => command.Reason).NotEmpty().MaximumLength(200);
        }
    }

    internal sealed class Handler(Db db, Ids ids, Caller caller, TimeProvider clock, IMediator mediator, Outbox outbox) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            // Closing takes the shift's row too, so what is corrected is in its sums or refused.
            var sale = await db.Find<Sale>("""
                SELECT s.SaleUuid, s.ShiftId, h.State AS ShiftState
                FROM   checkout.Sales s WITH (UPDLOCK, ROWLOCK)
                LEFT JOIN checkout.Shifts h WITH (UPDLOCK, ROWLOCK) ON h.ShiftId = s.ShiftId
                WHERE  s.SaleId = @SaleId AND s.StoreId = @StoreId
                """, command, cancellationToken) ?? throw new NotFound("sale", command.SaleId);
            var before = await db.Find<Before>("SELECT CorrectionId, SaleId, ApprovedByName FROM checkout.TenderCorrections WHERE CorrectionUuid = @CorrectionUuid", command, cancellationToken);
            if (before is not null)
                return before.SaleId == command.SaleId ? new Result(before.CorrectionId, before.ApprovedByName) : throw new Conflict("correction.uuid_taken", "This correction id belongs to another sale.");
            if (sale.ShiftId is not { } shiftId || sale.ShiftState != "Open")
                throw new Conflict("correction.shift_closed", "The shift of this sale is closed; its figures stand.");

            await RefuseWhatIsNotThere(command, sale.SaleUuid, cancellationToken);
            var approver = await mediator.Send(
                new RequireLimit(command.StoreId, Limits.RefundAmount, command.Amount.ToDecimal(), SaleSubjects.Corrected(command.SaleId, command.From, command.To), command.Reason), cancellationToken);
            var correction = new
            {
                CorrectionId = ids.Next(), command.CorrectionUuid, command.StoreId, command.SaleId, ShiftId = shiftId, command.Reason, CorrectedAt = clock.UtcNow(), CorrectedBy = caller.UserId,
                CorrectedByName = caller.Name, ApprovedByName = approver?.Name,
            };
            await Write(command, correction.CorrectionId, shiftId, correction, cancellationToken);
            var date = (await mediator.Send(new GetStore(command.StoreId), cancellationToken)).Time().BusinessDate(correction.CorrectedAt);
            await outbox.Add(new TenderCorrected(correction.CorrectionId, command.StoreId, date, correction.CorrectedAt, command.From, command.To, command.Amount), cancellationToken);
            return new Result(correction.CorrectionId, correction.ApprovedByName);
        }

        private async Task RefuseWhatIsNotThere(Command command, Guid saleUuid, CancellationToken cancellationToken)
        {
            var left = await db.Scalar<Money>("""
                SELECT COALESCE(SUM(x.AmountMinor), 0) AS AmountMinor
                FROM   (SELECT AmountMinor FROM checkout.Payments WHERE SaleId = @SaleId AND Tender = @From AND RefundsSaleId IS NULL
                        UNION ALL SELECT AmountMinor FROM checkout.TenderCorrectionLines WHERE SaleId = @SaleId AND Tender = @From) x
                """, command, cancellationToken);
            if (command.Amount > left)
            {
                throw new RuleBroken("correction.too_much", $"{left} of this sale stands under {command.From}.", new Dictionary<string, object?>
                {
                    ["tender"] = command.From, ["left"] = left.ToDecimal(),
                });
            }

            var returned = await db.Scalar<int>("SELECT COUNT(*) FROM checkout.SaleLines WHERE SaleId = @SaleId AND ReturnedMilli > 0", command, cancellationToken);
            if (returned > 0)
                throw new RuleBroken("correction.returned", "Goods of this sale have come back and their money with them.");
            var through = await db.Scalar<int>(
                "SELECT COUNT(*) FROM checkout.PaymentAttempts WHERE SaleUuid = @saleUuid AND Tender = @From AND SaleId = @SaleId", new { saleUuid, command.From, command.SaleId }, cancellationToken);
            if (through > 0)
                throw new RuleBroken("correction.provider", "The provider has taken this money; give it back as a refund.");
        }

        private async Task Write(Command command, long correctionId, long shiftId, object correction, CancellationToken cancellationToken)
        {
            try
            {
                await db.Execute("""
                    INSERT INTO checkout.TenderCorrections (CorrectionId, CorrectionUuid, StoreId, SaleId, ShiftId, Reason, CorrectedAt, CorrectedBy, CorrectedByName, ApprovedByName)
                    VALUES (@CorrectionId, @CorrectionUuid, @StoreId, @SaleId, @ShiftId, @Reason, @CorrectedAt, @CorrectedBy, @CorrectedByName, @ApprovedByName)
                    """, correction, cancellationToken);
            }
            catch (DbException refused) when (db.IsDuplicate(refused))
            {
                throw new RunAgain("The same correction came in on another connection.", refused);
            }

            await db.Insert("""
                INSERT INTO checkout.TenderCorrectionLines (CorrectionId, Tender, SaleId, ShiftId, AmountMinor) VALUES (@CorrectionId, @Tender, @SaleId, @ShiftId, @Amount)
                """, [
                new { CorrectionId = correctionId, Tender = command.From, command.SaleId, ShiftId = shiftId, Amount = -command.Amount },
                new { CorrectionId = correctionId, Tender = command.To, command.SaleId, ShiftId = shiftId, command.Amount },
            ], cancellationToken);
        }

        private sealed record Sale(Guid SaleUuid, long? ShiftId, string? ShiftState);

        private sealed record Before(long CorrectionId, long SaleId, string? ApprovedByName);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(Guid CorrectionUuid, string From, string To, Money Amount, string Reason);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/sales/{saleId:long}/tender-corrections", (long storeId, long saleId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, saleId, body.CorrectionUuid, body.From, body.To, body.Amount, body.Reason), cancel))
            .RequirePermission("checkout.correct-tenders")
            .WithName(nameof(CorrectTender)).WithSummary("Put right what was rung up under the wrong tender")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
