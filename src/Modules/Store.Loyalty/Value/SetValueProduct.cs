using System.Data.Common;
using Store.Contracts.Checkout;

namespace Store.Loyalty.Value;

/// <summary>Says what a product sells: a top-up, a gift card or a pass. What has been sold already stays what it was.</summary>
internal static class SetValueProduct
{
    /// <param name="ProductId">The product; it is flagged as value in its file.</param>
    /// <param name="Kind">TopUp, GiftCard or Pass.</param>
    /// <param name="Name">What it is called on a pass and in lists.</param>
    /// <param name="Uses">Of a pass, per piece; 0 for anything else.</param>
    /// <param name="ValidDays">How long a card or pass is good for; null for ever.</param>
    /// <param name="GoodsId">Of a pass: the product of which each use hands one piece over; null for a service.</param>
    internal sealed record Command(long ProductId, string Kind, string Name, int Uses, int? ValidDays, long? GoodsId = null) : ICommand<Done>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        private static readonly string[] Kinds = [ValueKinds.TopUp, ValueKinds.GiftCard, ValueKinds.Pass];

        public Validator()
        {
            RuleFor(command => command.Kind).Must(kind => Kinds.Contains(kind, StringComparer.Ordinal)).WithMessage("A kind is TopUp, GiftCard or Pass.");
            RuleFor(command => command.Name).NotEmpty().MaximumLength(100);
            RuleFor(command => command.Uses).InclusiveBetween(1, 10_000).When(command => command.Kind == ValueKinds.Pass);
            RuleFor(command => command.Uses).Equal(0).When(command => command.Kind != ValueKinds.Pass);
            RuleFor(command => command.GoodsId).Null().When(command => command.Kind != ValueKinds.Pass).WithMessage("A pass alone is good for goods.");
            RuleFor(command => command.GoodsId).NotEqual(command => command.ProductId).When(command => command.GoodsId is not null);
            RuleFor(command => command.ValidDays).InclusiveBetween(1, 36_500);
            RuleFor(command => command.ValidDays).Null().When(command => command.Kind == ValueKinds.TopUp).WithMessage("Stored value does not expire.");
        }
    }

    internal sealed class Handler(Db db, AuditLog audit) : IRequestHandler<Command, Done>
    {
        public async Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            var product = command with { Name = command.Name.Trim() };
            if (await db.Find<long?>("SELECT PlanId FROM loyalty.Plans WHERE ProductId = @ProductId", product, cancellationToken) is not null)
                throw new RuleBroken("plan.product_taken", "This product sells a paid membership.");
            var old = await db.Find<ValueProduct>("SELECT ProductId, Kind, Name, Uses, ValidDays, GoodsId FROM loyalty.ValueProducts WHERE ProductId = @ProductId", product, cancellationToken);
            if (old is null)
                await Insert(product, cancellationToken);
            else
                await db.Execute("UPDATE loyalty.ValueProducts SET Kind = @Kind, Name = @Name, Uses = @Uses, ValidDays = @ValidDays, GoodsId = @GoodsId WHERE ProductId = @ProductId", product, cancellationToken);
            await audit.Add(ValuePermissions.Manage, $"value product {product.Name}", ValuePermissions.WholeChain, old, product, cancellationToken);
            return Done.It;
        }

        private async Task Insert(Command product, CancellationToken cancellationToken)
        {
            try
            {
                await db.Execute("INSERT INTO loyalty.ValueProducts (ProductId, Kind, Name, Uses, ValidDays, GoodsId) VALUES (@ProductId, @Kind, @Name, @Uses, @ValidDays, @GoodsId)", product, cancellationToken);
            }
            catch (DbException refused) when (db.IsDuplicate(refused))
            {
                throw new RunAgain("Somebody else has just said what the product sells.", refused);
            }
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(string Kind, string Name, int Uses = 0, int? ValidDays = null, long? GoodsId = null);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/value-products/{productId:long}", (long productId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(productId, body.Kind, body.Name, body.Uses, body.ValidDays, body.GoodsId), cancel))
            .RequirePermission(ValuePermissions.Manage)
            .WithName(nameof(SetValueProduct)).WithSummary("Say what a product sells")
            .ProducesValidationProblem().ProducesProblem(422);
    }
}
