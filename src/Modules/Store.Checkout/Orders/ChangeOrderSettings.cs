using System.Data.Common;

namespace Store.Checkout.Orders;

/// <summary>Changes what part of an order is asked as deposit, what is kept of it on cancelling, and how long quotations count.</summary>
internal static class ChangeOrderSettings
{
    internal sealed record Command(long StoreId, decimal DepositPercent, decimal CancelFeePercent, int QuotationDays, long Version) : ICommand<Result>, IStoreScoped;

    internal sealed record Result(long Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.DepositPercent).InclusiveBetween(0, 100).PrecisionScale(5, 2, ignoreTrailingZeros: true);
            RuleFor(command => command.CancelFeePercent).InclusiveBetween(0, 100).PrecisionScale(5, 2, ignoreTrailingZeros: true);
            RuleFor(command => command.QuotationDays).InclusiveBetween(0, 365);
        }
    }

    internal sealed class Handler(Db db, Ids ids, AuditLog audit) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var old = await OrderSettings.Of(db, command.StoreId, cancellationToken);
            var row = new
            {
                command.StoreId, Deposit = TaxRate.FromPercent(command.DepositPercent), CancelFee = TaxRate.FromPercent(command.CancelFeePercent), command.QuotationDays, command.Version,
                NewVersion = ids.Next(),
            };
            var changed = old.Version == 0 && command.Version == 0 ? await Add(row, cancellationToken) : await db.Execute("""
                UPDATE checkout.OrderSettings
                SET    DepositPpm = @Deposit, CancelFeePpm = @CancelFee, QuotationDays = @QuotationDays, Version = @NewVersion
                WHERE  StoreId = @StoreId AND Version = @Version
                """, row, cancellationToken);
            if (changed == 0)
                throw new Conflict("order_settings.stale", "Someone else has changed the settings; read them again.");
            await audit.Add("checkout.manage-orders", "order settings", command.StoreId, old, new { row.Deposit, row.CancelFee, row.QuotationDays }, cancellationToken);
            return new Result(row.NewVersion);
        }

        private async Task<int> Add(object row, CancellationToken cancellationToken)
        {
            try
            {
                return await db.Execute("""
                    INSERT INTO checkout.OrderSettings (StoreId, DepositPpm, CancelFeePpm, QuotationDays, Version)
                    VALUES (@StoreId, @Deposit, @CancelFee, @QuotationDays, @NewVersion)
                    """, row, cancellationToken);
            }
            catch (DbException refused) when (db.IsDuplicate(refused))
            {
                return 0;
            }
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(decimal DepositPercent, decimal CancelFeePercent, int QuotationDays, long Version);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/stores/{storeId:long}/order-settings", (long storeId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, body.DepositPercent, body.CancelFeePercent, body.QuotationDays, body.Version), cancel))
            .RequirePermission("checkout.manage-orders")
            .WithName(nameof(ChangeOrderSettings)).WithSummary("Change how a store takes orders")
            .ProducesValidationProblem().ProducesProblem(409);
    }
}
