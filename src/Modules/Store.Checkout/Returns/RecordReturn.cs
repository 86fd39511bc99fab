using Store.Checkout.Payments;
using Store.Checkout.Reasons;
using Store.Checkout.RefundRules;
using Store.Checkout.Sales;
using Store.Contracts.Access;
using Store.Contracts.Chain;
using Store.Contracts.Checkout;
using Store.Contracts.Members;

namespace Store.Checkout.Returns;

/// <summary>
/// Takes goods back against their sale and gives back exactly what was paid for them. Whatever the order and size of partial returns, they add up to the
/// sale to the cent. Sent again with the same <c>saleUuid</c>, it is answered as the first time.
/// </summary>
internal static class RecordReturn
{
    internal sealed record Command(
        long StoreId, Guid SaleUuid, long RegisterId, long OriginalSaleId, string Reason, IReadOnlyList<Line> Lines, IReadOnlyList<Refund> Refunds,
        IReadOnlyList<Answer>? Answers = null)
        : ICommand<SaleResult>, IStoreScoped;

    internal sealed record Line(int LineNumber, Quantity Quantity);

    /// <param name="Tender">One that the store gives money back by for what the sale was paid with.</param>
    /// <param name="Amount">What is owed by this tender, as a positive amount; of cash the coins are given that the store rounds it to.</param>
    /// <param name="Reference">The terminal's or wallet's reference of the refund.</param>
    /// <param name="RefundId">The refund through a provider that this is, where it is one.</param>
    internal sealed record Refund(string Tender, Money Amount, string? Reference, long? RefundId = null);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.SaleUuid).NotEmpty();
            RuleFor(command => command.Reason).NotEmpty().MaximumLength(200);
            RuleFor(command => command.Lines).NotNull().SetValidator(new ReturnLinesValidator());
            RuleFor(command => command.Refunds).NotNull().Must(refunds => refunds is null || refunds.Count <= 20).WithMessage("A return has at most 20 refunds.");
            RuleForEach(command => command.Refunds).NotNull().SetValidator(new RefundValidator());
        }
    }

    internal sealed class RefundValidator : AbstractValidator<Refund>
    {
        public RefundValidator()
        {
            RuleFor(refund => refund.Tender).NotEmpty().MaximumLength(20);
            RuleFor(refund => refund.Amount).GreaterThan(Money.Zero);
            RuleFor(refund => refund.Reference).MaximumLength(100);
        }
    }

    internal sealed class Handler(Db db, Ids ids, Caller caller, TimeProvider clock, IMediator mediator, SaleBook book, GoodsBack goodsBack, AttachedPayments attached, AnswerBook answers)
        : IRequestHandler<Command, SaleResult>
    {
        public async Task<SaleResult> Handle(Command command, CancellationToken cancellationToken)
        {
            var register = await book.LockRegister(command.StoreId, command.RegisterId, cancellationToken);
            if (await book.FindByUuid(command.StoreId, command.SaleUuid, cancellationToken) is { } before)
                return before;
            if (register.ShiftId is null)
                throw new RuleBroken("shift.not_open", $"Register {register.Code} has no open shift.");

            var back = await goodsBack.Due(command.StoreId, [.. command.Lines.Select(line => new GoodsToReturn(command.OriginalSaleId, line.LineNumber, line.Quantity))], cancellationToken);
            var (original, due) = back[0];
            original.CheckRefunds(due.Total, command.Refunds, await RefundPolicy.Read(db, command.StoreId, cancellationToken));
            await attached.RequireLinked(command.StoreId, command.OriginalSaleId, original.Tenders, command.Refunds, cancellationToken);
            await mediator.Send(new RequireLimit(command.StoreId, Limits.RefundAmount, due.Total.ToDecimal(), SaleSubjects.Of(command.SaleUuid), command.Reason), cancellationToken);
            var (payments, rounding) = original.Cash(register.Rounding).Settle(command.Refunds);

            // The sale names the file of its day.
            var customer = original.MemberId is null ? Standing.Passerby : await mediator.Send(new GetStanding(command.StoreId, original.MemberId, []), cancellationToken);
            var now = clock.UtcNow();
            var time = (await mediator.Send(new GetStore(command.StoreId), cancellationToken)).Time();
            var saleId = ids.Next();
            await attached.Attach(command.StoreId, command.OriginalSaleId, saleId, command.Refunds, cancellationToken);
            await answers.Record(
                register, command.StoreId, AnswerSubjects.Return, saleId, [new Happening(ReasonEvents.Return, Reason: command.Reason)], command.Answers, cancellationToken);
            await goodsBack.TakeBack(back, cancellationToken);
            await goodsBack.PutOnShelf(command.StoreId, saleId, back, time.BusinessDate(now), now, cancellationToken);

            return await book.Record(new Sale(
                saleId, command.SaleUuid, command.StoreId, register, SaleKind.Return, command.OriginalSaleId, command.Reason, time.BusinessDate(now), time.Local(now).Hour, now,
                caller.UserId, caller.Name, Change: Money.Zero,
                due.AsLines(saleId, command.OriginalSaleId, from: 1),
                [.. payments.Select(payment => payment with { RefundsSaleId = command.OriginalSaleId })], customer.MemberId)
            { Rounding = rounding }, cancellationToken);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(Guid SaleUuid, long RegisterId, long OriginalSaleId, string Reason, IReadOnlyList<Line> Lines, IReadOnlyList<Refund> Refunds, IReadOnlyList<Answer>? Answers = null);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/returns", (long storeId, Body body, IMediator mediator, CancellationToken cancel) => mediator.Send(
                new Command(storeId, body.SaleUuid, body.RegisterId, body.OriginalSaleId, body.Reason, body.Lines, body.Refunds, body.Answers), cancel))
            .RequirePermission("checkout.return").MayNeed(ReturnableSale.AnyStore, AttachedPayments.Unlinked)
            .WithName(nameof(RecordReturn)).WithSummary("Take goods back against their sale")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(422);
    }
}
