using System.Data.Common;
using Store.Contracts.Chain;

namespace Store.Checkout.Printed;

/// <summary>
/// A till reports the receipt numbers that it has printed or shown. A receipt in a customer's hand whose sale never arrived, or whose number another sale has, shows on the
/// page that matches them. Reported again, it is one report.
/// </summary>
internal static class ReportPrintedReceipts
{
    internal sealed record Command(long StoreId, long RegisterId, IReadOnlyList<Receipt> Receipts) : ICommand<Result>, IStoreScoped;

    /// <param name="SaleUuid">As the till made it.</param>
    /// <param name="ReceiptNumber">The number on the paper.</param>
    /// <param name="PrintedAt">By the till's clock; UTC.</param>
    internal sealed record Receipt(Guid SaleUuid, long ReceiptNumber, DateTime PrintedAt);

    internal sealed record Result(int Reported);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Receipts).NotEmpty().Must(receipts => receipts is null || receipts.Count <= 500).WithMessage("At most 500 receipts at once.");
            RuleForEach(command => command.Receipts).NotNull().ChildRules(receipt =>
            {
                receipt.RuleFor(one => one.SaleUuid).NotEmpty();
                receipt.RuleFor(one => one.ReceiptNumber).GreaterThan(0);
                receipt.RuleFor(one => one.PrintedAt).InclusiveBetween(new DateTime(2020, 1, 1), new DateTime(2200, 1, 1));
            });
        }
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider clock, IMediator mediator) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var known = await db.Find<long?>("""
                SELECT RegisterId FROM checkout.Registers WHERE RegisterId = @RegisterId AND StoreId = @StoreId
                """, command, cancellationToken);
            if (known is null)
                throw new NotFound("register", command.RegisterId);

            var now = clock.UtcNow();
            var time = (await mediator.Send(new GetStore(command.StoreId), cancellationToken)).Time();
            var there = (await db.Query<Reported>("""
                SELECT ReceiptNumber, SaleUuid FROM checkout.PrintedReceipts WHERE RegisterId = @RegisterId AND ReceiptNumber IN @Numbers
                """, new { command.RegisterId, Numbers = command.Receipts.Select(receipt => receipt.ReceiptNumber).Distinct() }, cancellationToken)).ToHashSet();
            var news = command.Receipts.DistinctBy(receipt => (receipt.ReceiptNumber, receipt.SaleUuid)).Where(receipt => !there.Contains(new Reported(receipt.ReceiptNumber, receipt.SaleUuid))).ToList();
            try
            {
                await db.Insert("""
                    INSERT INTO checkout.PrintedReceipts (RegisterId, ReceiptNumber, SaleUuid, StoreId, BusinessDate, PrintedAt, ReportedAt, ReportedBy)
                    VALUES (@RegisterId, @ReceiptNumber, @SaleUuid, @StoreId, @BusinessDate, @PrintedAt, @ReportedAt, @ReportedBy)
                    """, news.ConvertAll(receipt => new
                {
                    command.RegisterId, receipt.ReceiptNumber, receipt.SaleUuid, command.StoreId, BusinessDate = time.BusinessDate(receipt.PrintedAt.ToUniversalTime()),
                    PrintedAt = receipt.PrintedAt.ToUniversalTime(), ReportedAt = now, ReportedBy = caller.UserId,
                }), cancellationToken);
            }
            catch (DbException refused) when (db.IsDuplicate(refused))
            {
                throw new RunAgain("The same receipts have been reported by a parallel request.", refused);
            }

            return new Result(news.Count);
        }

        private sealed record Reported(long ReceiptNumber, Guid SaleUuid);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(IReadOnlyList<Receipt> Receipts);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/registers/{registerId:long}/printed-receipts", (long storeId, long registerId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, registerId, body.Receipts), cancel))
            .RequirePermission("checkout.sell")
            .WithName(nameof(ReportPrintedReceipts)).WithSummary("Report the receipt numbers that a till has printed")
            .ProducesValidationProblem().ProducesProblem(404);
    }
}
